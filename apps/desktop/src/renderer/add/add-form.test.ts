import { expect, test } from 'vitest';
import { EMPTY_FORM, addInput, faultsOf, megabytesPerSecond, partSizeIn, wholeNumber } from './add-form.ts';

const LINK = 'https://files.example.org/set.zip';

test('an untouched form leaves every choice to the settings', () => {
  expect(addInput(EMPTY_FORM, [LINK])).toEqual({
    links: [{ url: LINK }],
    directory: null,
    chosenName: null,
    conflict: null,
    connections: null,
    limitBytesPerSecond: null,
    checksum: null,
    headers: [],
    begin: 'queued',
  });
});

test('headers go with every link', () => {
  expect(addInput({ ...EMPTY_FORM, headers: 'Cookie: a=1\n' }, [LINK, `${LINK}2`]).headers).toEqual([['Cookie', 'a=1']]);
});

test('a name and a checksum belong to one link only', () => {
  const form = { ...EMPTY_FORM, name: ' set.zip ', checksum: `sha256:${'ab'.repeat(32)}` };
  expect(addInput(form, [LINK])).toMatchObject({ chosenName: 'set.zip', checksum: form.checksum });
  expect(addInput(form, [LINK, `${LINK}2`])).toMatchObject({ chosenName: null, checksum: null });
});

test('limits are megabytes a second, with a point or a comma', () => {
  expect(['2.5', '2,5', '0', '-1', 'x', ''].map(megabytesPerSecond)).toEqual([2_500_000, 2_500_000, null, null, null, null]);
});

test('numbers outside their bounds are none', () => {
  expect(['1', '64', '65', '0', '1e1', ' 8 '].map((text) => wholeNumber(text, 1, 64))).toEqual([1, 64, null, null, null, 8]);
});

test('a part is neither too small nor too large, and any other text is no size', () => {
  expect(['0.11', '16', '5000', '0.1', '5001', 'x', ''].map((text) => partSizeIn(text))).toEqual([
    110_000,
    16_000_000,
    5_000_000_000,
    null,
    null,
    null,
    null,
  ]);
});

test('each field that can’t be used is named', () => {
  expect(faultsOf({ ...EMPTY_FORM, connections: '99', limit: 'fast', checksum: 'sha256:zz', headers: 'nonsense' })).toEqual([
    'connections',
    'limit',
    'checksum',
    'headers',
  ]);
  expect(faultsOf({ ...EMPTY_FORM, connections: '8', limit: '1', checksum: 'ab'.repeat(16) })).toEqual([]);
});
