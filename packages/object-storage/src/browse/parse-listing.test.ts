import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseListing } from './parse-listing.ts';

const page = (inside: string): string =>
  `<?xml version="1.0"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${inside}</ListBucketResult>`;

test('G9: keys are read as they are, whether they came encoded or not', () => {
  const entry = '<Contents><Key>a%2B+b%2F%E4%B8%AD&amp;</Key><Size>7</Size><Owner><ID>1</ID></Owner><ETag>&quot;X&quot;</ETag></Contents>';
  const object = { sizeBytes: 7, modifiedAtMs: null, etag: '"X"', storageClass: null };
  expect(parseListing(page(`<EncodingType>url</EncodingType>${entry}`))?.objects).toEqual([{ ...object, key: 'a+ b/中&' }]);
  expect(parseListing(page(entry))?.objects).toEqual([{ ...object, key: 'a%2B+b%2F%E4%B8%AD&' }]);
});

test('G9: the next page is named only where there is one', () => {
  const token = '<NextContinuationToken>abc</NextContinuationToken>';
  expect(parseListing(page(`<IsTruncated>true</IsTruncated>${token}`))?.next).toBe('abc');
  expect(parseListing(page(`<IsTruncated>false</IsTruncated>${token}`))?.next).toBeNull();
  expect(parseListing(page('<IsTruncated>true</IsTruncated>'))?.next).toBeNull();
});

test('G9: entries without a key or with an odd size are left out, and what is no listing is none', () => {
  expect(parseListing(page('<Contents><Size>1</Size></Contents><Contents><Key>a</Key><Size>-1</Size></Contents>'))?.objects).toEqual([]);
  expect(parseListing('<html>')).toBeNull();
  fc.assert(fc.property(fc.string(), (text) => void parseListing(page(text))));
});

test('G9: a hostile page of eight megabytes costs no more than its length', () => {
  parseListing(page('<Contents><Key>'.repeat(500_000)));
  parseListing(page('<a><b>'.repeat(1_000_000)));
});
