import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { GetCommand, UsageProblem } from './arguments/command.ts';
import { parseArguments } from './parse-arguments.ts';

const URL_A = 'https://example.org/a.iso';
const URL_B = 'https://example.org/b.iso';
const HEX = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

function parseGet(...argv: readonly string[]): GetCommand {
  const command = parseArguments(['get', ...argv]);
  if (command.kind !== 'get') throw new Error(`not a get: ${JSON.stringify(command)}`);
  return command;
}

function problem(...argv: readonly string[]): UsageProblem {
  const command = parseArguments(argv);
  if (command.kind !== 'usage-error') throw new Error(`understood: ${JSON.stringify(command)}`);
  return command.problem;
}

describe('get', () => {
  test('with only a link leaves everything else open', () => {
    expect(parseGet(URL_A)).toEqual({
      kind: 'get',
      urls: [URL_A],
      file: null,
      directory: null,
      wishes: { connections: null, partSizeBytes: null, conflict: null, digest: null, headers: [] },
      limitBytesPerSecond: null,
      stateFolder: null,
      output: { json: false, quiet: false },
    });
  });

  test('takes every option, with its unit', () => {
    const argv = [
      ...[URL_A, '-o', 'x/file.iso', '--connections', '8', '--part-size', '8M', '--limit', '2M', '--on-conflict', 'overwrite'],
      ...[
        '--checksum',
        `sha256:${HEX.toUpperCase()}`,
        '--header',
        'Cookie: a=b',
        '-H',
        'X-One: 1',
        '--state',
        '/tmp/s',
        '--json',
        '--quiet',
      ],
    ];
    expect(parseGet(...argv)).toEqual({
      kind: 'get',
      urls: [URL_A],
      file: 'x/file.iso',
      directory: null,
      wishes: {
        connections: 8,
        partSizeBytes: 8 * 1024 ** 2,
        conflict: 'overwrite',
        digest: { algorithm: 'sha256', hex: HEX, from: 'user' },
        headers: [
          ['Cookie', 'a=b'],
          ['X-One', '1'],
        ],
      },
      limitBytesPerSecond: 2 * 1024 ** 2,
      stateFolder: '/tmp/s',
      output: { json: true, quiet: true },
    });
  });

  test('takes several links into one folder', () => {
    expect(parseGet('-d', 'there', URL_A, URL_B)).toMatchObject({ urls: [URL_A, URL_B], directory: 'there' });
  });

  test('takes nothing for an option that follows --', () => {
    expect(parseGet('--', '-o', URL_A).urls).toEqual(['-o', URL_A]);
  });

  test('may have its options before the command', () => {
    expect(parseArguments(['--state', '/s', '--json', 'get', URL_A])).toMatchObject({
      kind: 'get',
      stateFolder: '/s',
      output: { json: true },
    });
  });

  test.each([
    ['no link at all', [], { kind: 'no-url' }],
    ['one file for two links', [URL_A, URL_B, '-o', 'x'], { kind: 'one-file-for-many' }],
    ['a file and a folder', [URL_A, '-o', 'x', '-d', 'y'], { kind: 'file-and-directory' }],
    ['the standard output as the file', [URL_A, '-o', '-'], { kind: 'file-is-stdout' }],
    ['a folder as the file', [URL_A, '-o', 'x/'], { kind: 'file-is-folder', given: 'x/' }],
    ['the parent folder as the file', [URL_A, '-o', 'x/..'], { kind: 'file-is-folder', given: 'x/..' }],
    ['no name for the file', [URL_A, '-o', ''], { kind: 'invalid-value', option: 'output', given: '' }],
    ['an option that belongs elsewhere', [URL_A, '--delete-data'], { kind: 'option-elsewhere', option: 'delete-data', command: 'get' }],
    ['an option that nobody knows', [URL_A, '--faster'], { kind: 'unknown-option', option: '--faster' }],
    ['an option without its value', [URL_A, '-o'], { kind: 'value-missing', option: '-o, --output' }],
    ['a value for a switch', [URL_A, '--json=yes'], { kind: 'value-unwanted', option: '--json' }],
    ['a malformed checksum', [URL_A, '--checksum', 'sha256:12'], { kind: 'invalid-value', option: 'checksum', given: 'sha256:12' }],
    ['asking, which nobody could answer', [URL_A, '--on-conflict', 'ask'], { kind: 'invalid-value', option: 'on-conflict', given: 'ask' }],
    ['half a check', [URL_A, '--verify', 'some'], { kind: 'invalid-value', option: 'verify', given: 'some' }],
    ['a header without a colon', [URL_A, '--header', 'secret'], { kind: 'invalid-header', name: '' }],
    ['a header with a line break, but not its value', [URL_A, '-H', 'A: b\r\nC: d'], { kind: 'invalid-header', name: 'A' }],
  ] satisfies readonly (readonly [string, readonly string[], UsageProblem])[])('refuses %s', (_what, argv, expected) => {
    expect(problem('get', ...argv)).toEqual(expected);
  });

  test('takes how much is read again, as the other commands that run jobs do', () => {
    expect(parseGet(URL_A, '--verify', 'everything').verify).toBe('everything');
    expect(parseArguments(['resume', '--verify', 'everything'])).toMatchObject({ kind: 'resume', verify: 'everything' });
    expect(parseArguments(['refresh', 'job', URL_A, '--verify', 'needed'])).toMatchObject({ kind: 'refresh', verify: 'needed' });
    expect(parseArguments(['adopt', 'a.part', '--verify', 'everything'])).toMatchObject({ kind: 'adopt', verify: 'everything' });
  });

  test.each(['1', '8', '64'])('takes %s connections', (text) => {
    expect(parseGet(URL_A, '--connections', text).wishes.connections).toBe(Number(text));
  });

  test.each(['0', '65', '-1', '1.5', 'many', '', '1e1', '0x10'])('refuses %j connections', (text) => {
    expect(problem('get', URL_A, `--connections=${text}`)).toEqual({ kind: 'invalid-value', option: 'connections', given: text });
  });

  test.each([
    ['100K', 100 * 1024],
    ['102400', 100 * 1024],
    ['1.5m', 1.5 * 1024 ** 2],
    ['8MiB', 8 * 1024 ** 2],
    ['5G', 5 * 1024 ** 3],
  ])('takes parts of %s', (text, bytes) => {
    expect(parseGet(URL_A, '--part-size', text).wishes.partSizeBytes).toBe(bytes);
  });

  test.each(['99K', '102399', '5.1G', '6G', '8MB', '8 M', '-8M', 'big', '', '1e6'])('refuses parts of %j', (text) => {
    expect(problem('get', URL_A, `--part-size=${text}`)).toEqual({ kind: 'invalid-value', option: 'part-size', given: text });
  });

  test('refuses a limit that forgot its unit', () => {
    expect(problem('get', URL_A, '--limit', '2')).toEqual({ kind: 'invalid-value', option: 'limit', given: '2' });
    expect(parseGet(URL_A, '--limit', '500K/s').limitBytesPerSecond).toBe(500 * 1024);
  });
});

describe('the other commands', () => {
  test('resume takes none or several jobs', () => {
    const plain = {
      kind: 'resume',
      jobs: [],
      conflict: null,
      restart: false,
      limitBytesPerSecond: null,
      stateFolder: null,
      output: { json: false, quiet: false },
    };
    expect(parseArguments(['resume'])).toEqual(plain);
    expect(parseArguments(['resume', 'a', 'b'])).toEqual({ ...plain, jobs: ['a', 'b'] });
  });

  test('list takes no arguments', () => {
    expect(parseArguments(['list', '--json'])).toEqual({ kind: 'list', stateFolder: null, json: true });
    expect(problem('list', 'x')).toEqual({ kind: 'unexpected-argument' });
  });

  test('remove needs a job', () => {
    expect(parseArguments(['remove', 'a', '--delete-data'])).toMatchObject({ kind: 'remove', jobs: ['a'], deleteData: true });
    expect(problem('remove')).toEqual({ kind: 'no-job' });
  });

  test('history is of one job', () => {
    expect(parseArguments(['history', 'a', '--json'])).toEqual({ kind: 'history', job: 'a', stateFolder: null, json: true });
    expect([problem('history'), problem('history', 'a', 'b')]).toEqual([{ kind: 'history-operand' }, { kind: 'history-operand' }]);
  });

  test('help and version go before everything else', () => {
    expect(parseArguments(['--version'])).toEqual({ kind: 'version' });
    expect(parseArguments(['--help'])).toEqual({ kind: 'help', about: null });
    expect(parseArguments(['get', '-h'])).toEqual({ kind: 'help', about: 'get' });
    expect(parseArguments(['help', 'remove'])).toEqual({ kind: 'help', about: 'remove' });
  });

  test('a link without a command is not repeated, for it may hold secrets', () => {
    expect(problem('https://user:password@example.org/')).toEqual({ kind: 'url-without-command' });
    expect(problem()).toEqual({ kind: 'no-command' });
    expect(problem('fetch')).toEqual({ kind: 'unknown-command', given: 'fetch' });
  });
});

test('any arguments are understood or refused, and never thrown at', () => {
  const word = fc.oneof(
    fc.string(),
    fc.constantFrom(
      'get',
      'list',
      'resume',
      'remove',
      '--',
      '-',
      '-o',
      '-d',
      '--json',
      '--header',
      '--limit',
      '-oq',
      '--no-json',
      '--=',
      '-h',
    ),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 8 }), (argv) => {
      expect(parseArguments(argv).kind).toBeTypeOf('string');
    }),
  );
});
