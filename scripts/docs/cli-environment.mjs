// What the command reads of its environment. `cli-reference.test.mjs` compares this with the sources.

/** @typedef {{ names: readonly string[], meaning: string }} EnvironmentRow */

/** @type {readonly EnvironmentRow[]} */
export const CLI_ENVIRONMENT = [
  {
    names: ['XDG_STATE_HOME'],
    meaning: 'the list of jobs is in `$XDG_STATE_HOME/sluice`, if it is an absolute path; `--state` goes before it',
  },
  { names: ['LOCALAPPDATA'], meaning: 'Windows: the list of jobs is in `%LOCALAPPDATA%\\sluice-cli`' },
  { names: ['XDG_CONFIG_HOME', 'APPDATA'], meaning: 'where `sluice add` looks for the state folder of the app (Linux, Windows)' },
  { names: ['LC_ALL', 'LC_MESSAGES', 'LANG'], meaning: 'the language: the first that is not empty; `zh…` is 简体中文, all others English' },
  {
    names: ['NO_COLOR', 'TERM'],
    meaning: 'no colours where `NO_COLOR` is set to anything; no colours and no moving lines with `TERM=dumb`',
  },
  {
    names: ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY'],
    meaning: 'proxies, also in lower case, which goes first; `--proxy` goes before all of them',
  },
  { names: ['REQUEST_METHOD'], meaning: 'where it is set (a CGI program), `HTTP_PROXY` in capitals is not believed' },
  {
    names: ['OSS_ACCESS_KEY_ID', 'OSS_ACCESS_KEY_SECRET', 'OSS_SESSION_TOKEN'],
    meaning: 'keys for `oss://`, unless a connection has its own',
  },
  {
    names: ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'],
    meaning: 'keys for `s3://`, unless a connection has its own',
  },
  { names: ['NODE_TLS_REJECT_UNAUTHORIZED'], meaning: 'Node’s own switch against certificates; `sluice doctor` warns of it' },
];
