import { expect, test } from 'vitest';
import { isPresigned } from './presigned.ts';

test.each([
  'https://b.s3.example/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=ff',
  'https://b.s3.example/k?x-amz-signature=ff',
  'https://b.s3.example/k?AWSAccessKeyId=a&Signature=b&Expires=1',
  'https://b.oss.example/k?OSSAccessKeyId=a&Signature=b&Expires=1',
  'https://b.oss.example/k?x-oss-signature=b',
  'https://storage.example/b/k?X-Goog-Signature=b',
  'https://d.cloudfront.example/k?Policy=p&Signature=b&Key-Pair-Id=c',
  'https://acc.blob.example/c/b?sv=1&se=2026&sig=b',
])('%s is presigned', (url) => {
  expect(isPresigned(url)).toBe(true);
});

test.each([
  'https://h/k',
  'https://h/k?Signature=b',
  'https://h/k?Expires=1',
  'https://h/k?sig=b',
  'https://h/X-Amz-Signature=b',
  'no url?X-Amz-Signature=b',
])('%s is not', (url) => {
  expect(isPresigned(url)).toBe(false);
});
