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
  const allowed =
    /Sluice|ossutil|OSS|SDK|Java|Python|\bGo\b|aria2|Chromium|Chrome|Edge|Brave|Firefox|Cookie|Linux|macOS|AriaNg|aria2|Electron|Chromium|Node\.js|MB\/s|ETag|MIT|sha256:|(?:https?|socks5):\/\/|oss:\/\/bucket|\/key/g;
  for (const [key, text] of texts(windowWords('zh-CN'))) expect(text.replace(allowed, ''), key).not.toMatch(/[A-Za-z]/);
});

test('one and many are told apart', () => {
  const { drop } = windowWords('en');
  expect([drop.added(1), drop.added(2)]).toEqual(['1 download added.', '2 downloads added.']);
});
