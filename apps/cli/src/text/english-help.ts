/** Help in English, at most 80 columns wide. */
import type { HelpTexts } from './catalogue.ts';

const COMMON = `  --state DIR           keep the list of jobs in DIR; else in
                        $XDG_STATE_HOME/sluice or ~/.local/state/sluice
                        (macOS: ~/Library/Application Support/sluice-cli,
                        Windows: %LOCALAPPDATA%\\sluice-cli)
  -h, --help            this text
`;

const ENDINGS = `Exit codes:
  0  everything is done          3  a job waits for you
  1  something failed            130  stopped with Ctrl-C; what arrived is kept
  2  the command line is wrong
`;

export const englishHelp: HelpTexts = {
  overview: `sluice downloads files over several connections. It never starts over without
need, and it never calls a wrong file done.

Usage:
  sluice get URL… [-o FILE | -d DIR] [options]   fetch files
  sluice resume [JOB…]                           go on with unfinished jobs
  sluice refresh JOB URL                         go on with a new link
  sluice list [--json]                           show all jobs
  sluice remove JOB… [--delete-data]             take jobs off the list
  sluice COMMAND --help                          all options of a command
  sluice --version

Examples:
  sluice get https://example.org/image.iso
  sluice get https://example.org/image.iso -o ~/Downloads/image.iso
  sluice get --checksum sha256:9f86d0… https://example.org/image.iso
  sluice resume

The same get with the same -o or -d goes on where it was stopped.

${ENDINGS}`,
  get: `Usage: sluice get URL… [-o FILE | -d DIR] [options]

Fetches files. Running the same command again goes on with what is there.
The path of every saved file is printed on the standard output; progress and
sentences go to the standard error.

Options:
  -o, --output FILE     save as FILE; its folder must exist (one URL only)
  -d, --directory DIR   save into DIR; else into the current folder
  --connections N       connections for each file, 1 to 64 (automatic: up to 8)
  --part-size SIZE      size of a part, 100K to 5G, such as 8M
  --limit RATE          bytes per second for all files together, such as 2M
  --on-conflict WHAT    when the file is there already: keep-both (the new one
                        becomes "FILE (1)"), overwrite, or skip
                        (default: keep-both)
  --checksum ALG:HEX    refuse a file that does not match, such as sha256:9f86…
                        (also md5, sha1, sha512); auto looks for NAME.sha256
                        or SHA256SUMS beside the file
  -H, --header 'K: V'   send this header, too; may be given several times
  --user NAME:PASSWORD  sign in with these
  --bearer TOKEN        sign in with this token
  --cookie 'K=V'        send this cookie; may be given several times
  --proxy URL           go through this proxy: http://, https:// or socks5://
                        [USER:PASSWORD@]HOST:PORT; none: go directly; system
                        (default): as HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and
                        NO_PROXY say
  --json                one JSON object a line on the standard output
  -q, --quiet           say only what went wrong
${COMMON}
Sizes are in multiples of 1024: 100K, 8M, 1.5G. What follows -- is never an
option. With @FILE in the place of a header, user, token, cookie or proxy, it
is read from FILE, and does not show in the list of processes. Headers, cookies
and passwords are never sent to another site when a link leads there.

Examples:
  sluice get https://example.org/image.iso
  sluice get -d ~/Downloads https://example.org/a.zip https://example.org/b.zip
  sluice get --limit 2M --connections 4 https://example.org/image.iso
  sluice get --bearer @token.txt https://example.org/private.bin
  file=$(sluice get https://example.org/image.iso)

With --json, each line is one of
  {"event":"progress","job","received","durable","total","bytesPerSecond"}
  {"event":"done","job","path","bytes","verified"}
  {"event":"failed","job","failure":{"kind",…},"message"}
  {"event":"waiting","job","reason","message"}
and every job ends with exactly one of the last three, unless the run is
stopped. "job" is null for a link that was refused at once.

${ENDINGS}`,
  resume: `Usage: sluice resume [JOB…] [options]

Goes on with the given jobs, or with all that are not finished. A job is named
by its id, or by as much of the id's beginning as sluice list shows.

Options:
  --on-conflict WHAT    answer a job that asks what to do, because the file is
                        there already: keep-both, overwrite or skip
  --restart             answer a job that asks, because the file on the server
                        has changed: drop the old bytes and fetch the new file
  --limit RATE          bytes per second for all files together, such as 2M
  --json                one JSON object a line on the standard output
  -q, --quiet           say only what went wrong
${COMMON}
Examples:
  sluice resume
  sluice resume k7m2wq9x --limit 500K
  sluice resume k7m2wq9x --on-conflict keep-both

${ENDINGS}`,
  refresh: `Usage: sluice refresh JOB URL [options]

Gives a job a new link, because its old one has expired, and goes on with what
is there. The link is taken only if it leads to the same file: the size must
agree, and the validator or a sample of the bytes. Otherwise nothing changes,
and the exit code is 1.

Options:
  --limit RATE          bytes per second, such as 2M
  --json                one JSON object a line on the standard output
  -q, --quiet           say only what went wrong
${COMMON}
Examples:
  sluice refresh k7m2wq9x 'https://example.org/image.iso?token=new'

${ENDINGS}`,
  list: `Usage: sluice list [options]

Shows all jobs, also while another sluice is working on them.

Options:
  --json                one JSON object a line
${COMMON}
Examples:
  sluice list
  sluice list --json | jq -r 'select(.state == "failed") | .job'
`,
  remove: `Usage: sluice remove JOB… [--delete-data] [options]

Takes jobs off the list. Files, finished or not, stay on the disk unless
--delete-data is given.

Options:
  --delete-data         delete what had arrived of them, finished files included
  -q, --quiet           say only what went wrong
${COMMON}
Examples:
  sluice remove k7m2wq9x
  sluice remove k7m2wq9x --delete-data
`,
};
