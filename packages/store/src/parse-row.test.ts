import { EVERY_FAILURE, EVERY_STATE } from '@sluice/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseBlocks, parseJob, parseParts, parseSecrets } from './parse-row.ts';
import { someJob } from './test-support.ts';
import { jobColumns, listColumns, secretsText } from './write-row.ts';

const ROW: Readonly<Record<string, unknown>> = { position: 1, ...jobColumns(someJob('a')) };
/** Of the columns that only the list asks for no job is read. */
const COLUMNS = Object.keys(jobColumns(someJob('a'))).filter((column) => !(column in listColumns(someJob('a'))));

test('a row as it was written is read as the same job', () => {
  expect(parseJob(ROW)).toEqual({ kind: 'read', value: someJob('a') });
});

test.each(COLUMNS)('a row without %s is unreadable, and says which column it was', (column) => {
  const parsed = parseJob({ ...ROW, [column]: undefined });
  expect(parsed).toEqual({ kind: 'unreadable', detail: expect.stringContaining(column) });
});

test('whatever stands in a column, parsing ends with a value', () => {
  const content = fc.oneof(fc.anything(), fc.json(), fc.double(), fc.constantFrom('{}', '[]', 'null', '{"kind":"__proto__"}', ''));
  fc.assert(
    fc.property(fc.constantFrom(...COLUMNS), content, (column, value) => {
      expect(['read', 'unreadable']).toContain(parseJob({ ...ROW, [column]: value }).kind);
    }),
  );
});

test('D4: the detail tells the place and never the content', () => {
  fc.assert(
    fc.property(fc.constantFrom(...COLUMNS), (column) => {
      const parsed = parseJob({ ...ROW, [column]: '{"kind":"t0ps3cret","t0ps3cret":["t0ps3cret"]}' });
      expect(JSON.stringify(parsed.kind === 'unreadable' ? parsed.detail : '')).not.toContain('t0ps3cret');
    }),
  );
});

describe('a field that is missing inside a state makes it unreadable:', () => {
  const states = [...EVERY_STATE, ...EVERY_FAILURE.map((failure) => ({ kind: 'failed', failure, atMs: 1 }) as const)];
  test.each(states.map((state) => [JSON.stringify(state), state] as const))('%s', (_name, state) => {
    for (const name of Object.keys(state)) {
      const cut = JSON.stringify({ ...state, [name]: undefined });
      expect(parseJob({ ...ROW, state: state.kind, state_json: cut })).toEqual({
        kind: 'unreadable',
        detail: expect.stringMatching(/^state_json/),
      });
    }
  });
});

test.each([
  [{ range_start: 5, range_end: 4, durable_bytes: 0 }, 'range_end: not after its start'],
  [{ range_start: 0, range_end: 4, durable_bytes: 5 }, 'durable_bytes: not within its range'],
  [{ range_start: -1, range_end: 4, durable_bytes: 0 }, 'range_start: not a count'],
  [{ range_start: 0, range_end: 1.5, durable_bytes: 0 }, 'range_end: not a count'],
])('part %j is unreadable', (row, detail) => {
  expect(parseParts([row])).toEqual({ kind: 'unreadable', detail });
});

test('a block’s digest has 32 bits', () => {
  const block = { block_index: 0, length_bytes: 1, crc32: 2 ** 32 };
  expect(parseBlocks([block])).toEqual({ kind: 'unreadable', detail: 'crc32: not a CRC-32' });
});

test('secrets are read as they were written, and nothing else is', () => {
  const secrets = { url: 'https://u:p@h/', headers: [['Cookie', 'a=b']] as const };
  expect(parseSecrets(secretsText(secrets))).toEqual({ kind: 'read', value: secrets });
  for (const wrong of ['', '{}', '{"url":"u","headers":[["a"]]}', '{"url":"u","headers":[["a","b","c"]]}']) {
    expect(parseSecrets(wrong).kind).toBe('unreadable');
  }
});
