import { expect, test } from 'vitest';
import { readOriginLines } from './origin-lines.ts';

test('each line is a site, and what a browser does not send is let go', () => {
  expect(readOriginLines(' https://UI.example.org/page?x \n\nhttp://127.0.0.1:8080\nhttps://ui.example.org')).toEqual({
    kind: 'origins',
    origins: ['https://ui.example.org', 'http://127.0.0.1:8080'],
  });
  expect(readOriginLines('')).toEqual({ kind: 'origins', origins: [] });
});

test.each(['ui.example.org', '*', 'null', 'file:///x', 'https://', 'chrome-extension://abc'])('%s is none', (line) => {
  expect(readOriginLines(`https://a.example\n${line}`)).toEqual({ kind: 'bad', line: 2 });
});
