import { expect, test } from 'vitest';
import { contentCodingOf, isHtml, mediaTypeOf } from './media-type.ts';

test.each([
  ['text/html', 'text/html'],
  ['Text/HTML; charset=utf-8', 'text/html'],
  ['application/vnd.ms-excel ;x', 'application/vnd.ms-excel'],
  ['', null],
  ['html', null],
  ['text/', null],
  ['text/html charset', null],
  [`text/${'x'.repeat(500)}`, null],
])('Content-Type %j is %s', (value, type) => {
  expect(mediaTypeOf({ status: 200, headers: [['content-type', value]] })).toBe(type);
});

test.each([
  [[], null],
  [['identity'], null],
  [['none'], null],
  [['aws-chunked'], null],
  [['GZIP'], 'gzip'],
  [['aws-chunked,gzip'], 'gzip'],
  [['gzip', 'br'], 'gzip, br'],
  [['x'.repeat(5000)], 'x'.repeat(64)],
])('Content-Encoding %j is the coding %s', (values, coding) => {
  expect(contentCodingOf({ status: 200, headers: values.map((value) => ['content-encoding', value] as const) })).toBe(coding);
});

test('pages for people are HTML and XHTML', () => {
  expect(['text/html', 'application/xhtml+xml', 'text/plain', null].map(isHtml)).toEqual([true, true, false, false]);
});
