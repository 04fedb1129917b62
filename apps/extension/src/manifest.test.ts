/** The manifest as Chromium and Firefox want it, and the sentences in both languages. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CHROMIUM_EXTENSION_ID, FIREFOX_EXTENSION_ID } from '../../desktop/src/main/handover/browser-hosts.ts';

const FOLDER = join(import.meta.dirname, '..');
const json = (path: string): Record<string, unknown> => JSON.parse(readFileSync(join(FOLDER, path), 'utf8')) as Record<string, unknown>;
const manifest = json('manifest.json');

test('its ids are those that the app lets in', () => {
  const digest = createHash('sha256')
    .update(Buffer.from(String(manifest['key']), 'base64'))
    .digest('hex');
  const id = [...digest.slice(0, 32)].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join('');
  expect(id).toBe(CHROMIUM_EXTENSION_ID);
  expect(manifest['browser_specific_settings']).toMatchObject({ gecko: { id: FIREFOX_EXTENSION_ID } });
});

test('both browsers find their background, and every file that is named is there', () => {
  expect(manifest).toMatchObject({
    manifest_version: 3,
    background: { service_worker: 'src/background.js', scripts: ['src/background.js'], type: 'module' },
    options_ui: { page: 'options.html' },
  });
  const icons = Object.values(manifest['icons'] as Record<string, string>);
  for (const path of [...icons, 'src/background.js', 'options.html']) expect(existsSync(join(FOLDER, path)), path).toBe(true);
});

test('it asks for no more than it uses', () => {
  const code = ['background.js', 'options-store.js'].map((name) => readFileSync(join(FOLDER, 'src', name), 'utf8')).join('');
  const permissions = manifest['permissions'] as readonly string[];
  const uses = permissions.filter((name) => code.includes(name === 'nativeMessaging' ? 'sendNativeMessage' : `chrome.${name}.`));
  expect(uses).toEqual(permissions);
});

test('both languages have every sentence that is shown', () => {
  const [en, zh] = [json('_locales/en/messages.json'), json('_locales/zh_CN/messages.json')];
  expect(Object.keys(zh)).toEqual(Object.keys(en));
  const texts = ['manifest.json', 'options.html', 'src/background.js', 'src/message.js'].map((path) =>
    readFileSync(join(FOLDER, path), 'utf8'),
  );
  const named = texts.join('').matchAll(/__MSG_(\w+)__|data-text="(\w+)"|getMessage\('(\w+)'\)|key: '(\w+)'/g);
  const keys = [...named].map(([, ...groups]) => groups.find((group) => group !== undefined));
  expect(new Set(keys)).toEqual(new Set(Object.keys(en)));
});
