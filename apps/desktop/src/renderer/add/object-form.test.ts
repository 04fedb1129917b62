import { expect, test } from 'vitest';
import { EMPTY_OBJECT, objectFaults, objectWish } from './object-form.ts';

test('G7: what is typed becomes what is asked; nothing typed asks nothing', () => {
  expect(objectWish(EMPTY_OBJECT)).toBeUndefined();
  const customerKey = `${'A'.repeat(43)}=`;
  const form = { ...EMPTY_OBJECT, versionId: ' v1 ', subRange: '10-19', trafficLimit: '819200', customerKey, requestRestore: true };
  expect(objectFaults(form)).toEqual([]);
  expect(objectWish(form)).toEqual({
    ...{ connectionId: null, versionId: 'v1', requestPayer: false, requestRestore: true, customerKey },
    ...{ subRange: { start: 10, end: 20 }, trafficLimitBitsPerSecond: 819200 },
  });
  expect(objectWish({ ...EMPTY_OBJECT, subRange: '5-' })?.subRange).toEqual({ start: 5, end: null });
});

test('what can’t be used is named', () => {
  expect(objectFaults({ ...EMPTY_OBJECT, subRange: '9-2', trafficLimit: '1', customerKey: 'x' })).toEqual([
    'subRange',
    'trafficLimit',
    'customerKey',
  ]);
});
