import { expect, test } from 'vitest';
import { windowWords } from './window-words.ts';

/** All texts of a catalog with their keys; functions are called with arguments that fit any of them. */
function texts(value: unknown, key = ''): readonly (readonly [string, string])[] {
  if (typeof value === 'string') return [[key, value]];
  if (typeof value === 'function') return [[key, String((value as (...given: unknown[]) => unknown)(2, '3', '4', '5'))]];
  return Object.entries(value ?? {}).flatMap(([name, inner]) => texts(inner, `${key}/${name}`));
}

test('both languages have the same keys, each with a text', () => {
  const en = texts(windowWords('en'));
  const zh = texts(windowWords('zh-CN'));
  expect(zh.map(([key]) => key).sort()).toEqual(en.map(([key]) => key).sort());
  for (const [key, text] of [...en, ...zh]) expect(text, key).toMatch(/^(?!.*(?:undefined|NaN|#)).+$/);
});

test('Chinese texts hold no English but names and units', () => {
  // Names of programs, formats and services, units, and the placeholders of addresses that are the same in every language.
  const allowed =
    /Sluice|ossutil|OSS|\bS3\b|STS|AccessKey(?: ID| Secret)?|IPv[46]|\bV[14]\b|SSE-C|CRC-?64|Base64|(?:oss-)?cn-hangzhou(?:\.aliyuncs\.com)?|SDK|Java|Python|\bGo\b|aria2|Chromium|Chrome|Edge|Brave|Firefox|Cookie|Linux|macOS|AriaNg|Electron|Node\.js|MB(?:\/s)?|kB\/s|kbit\/s|ETag|MIT|ID|sha256:|(?:https?|socks5|oss|s3):\/\/|\b(?:bucket|endpoint|key)\b/g;
  const foreign = texts(windowWords('zh-CN')).filter(([, text]) => /[A-Za-z]/.test(text.replace(allowed, '')));
  expect(foreign).toEqual([]);
});

test('one and many are told apart', () => {
  const { drop } = windowWords('en');
  expect([drop.added(1), drop.added(2)]).toEqual(['1 download added.', '2 downloads added.']);
});
