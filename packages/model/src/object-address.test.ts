import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nameInUrl } from './job.ts';
import { objectAddress, parseObjectAddress } from './object-address.ts';

describe('G1: an address of an object', () => {
  test.each([
    ['oss://bucket/a/../b//c+d%20é中🚢...', 'a/../b//c+d%20é中🚢...', null],
    ['oss://bucket//leading', '/leading', null],
    ['oss://bucket/a?b#c', 'a?b#c', null],
    ['oss://bucket/a?versionId=CAEQ', 'a', 'CAEQ'],
    ['OSS://bucket/a?versionId=1?versionId=2', 'a?versionId=1', '2'],
    ['oss://bucket/?key=a%0A&versionId=v%2B', 'a\n', 'v+'],
    [`oss://bucket/${'长'.repeat(341)}`, '长'.repeat(341), null],
  ])('%j', (text, key, versionId) => {
    expect(parseObjectAddress(text)).toEqual({ provider: 'oss', bucket: 'bucket', key, versionId });
  });

  test.each([
    'oss://bucket',
    'oss://bucket/',
    'oss:///key',
    'oss://user:secret@bucket/key',
    'http://bucket/key',
    `s3://b/${'长'.repeat(342)}`,
    's3://b/\ud800',
  ])('%j is none', (text) => expect(parseObjectAddress(text)).toBeNull());

  test('every key and version comes back from the address that was made of it', () => {
    const key = fc.string({ unit: 'binary', minLength: 1, maxLength: 200 });
    const versionId = fc.option(fc.string({ minLength: 1, maxLength: 40 }).filter((text) => /^[^?&=]+$/.test(text)));
    fc.assert(
      fc.property(key, versionId, (text, version) => {
        const object = { provider: 's3', bucket: 'b-1', key: text, versionId: version } as const;
        expect(parseObjectAddress(objectAddress(object))).toEqual(object);
        expect(objectAddress(object)).not.toMatch(/\p{Cc}/u);
      }),
    );
  });

  test('is named by the last piece of its key, undecoded', () => {
    expect(nameInUrl('oss://bucket/dir/100%25?#.bin')).toBe('100%25?#.bin');
  });
});
