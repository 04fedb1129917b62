/** A description is believed only as it was signed, under its own name, by the key that the package carries. */
import { execFileSync } from 'node:child_process';
import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempFolder } from '@sluice/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { isSigned, readPublicKey } from './feed-signature.ts';
import { readUpdateSource } from './update-source.ts';

const NAME = 'latest-linux.yml';
const TEXT = 'version: 1.2.3\nfiles:\n  - url: sluice.deb\n    sha512: 中\n';
const SCRIPT = new URL('../../../../../scripts/package/sign-feed.mjs', import.meta.url).pathname;
const KEYS = makeKeys();
const SIGNATURE = signed(NAME, TEXT);

function makeKeys(): { readonly privateKey: string; readonly publicKey: string } {
  const printed = execFileSync(process.execPath, [SCRIPT, '--make-key'], { encoding: 'utf8' });
  const value = (name: string): string => new RegExp(`^${name}=(.+)$`, 'm').exec(printed)?.[1] ?? '';
  return { privateKey: value('SLUICE_UPDATE_PRIVATE_KEY'), publicKey: value('SLUICE_UPDATE_PUBLIC_KEY') };
}

/** Made here, so that what the script and the program mean is said a third time. */
function signed(name: string, text: string): string {
  const key = createPrivateKey({ key: Buffer.from(KEYS.privateKey, 'base64'), format: 'der', type: 'pkcs8' });
  return sign(null, Buffer.from(`sluice-update-v1\n${name}\n${text}`), key).toString('base64');
}

function signFolder(folder: string, privateKey: string): void {
  execFileSync(process.execPath, [SCRIPT, folder], { env: { SLUICE_UPDATE_PRIVATE_KEY: privateKey }, stdio: 'pipe' });
}

function key(text = KEYS.publicKey) {
  const read = readPublicKey(text);
  if (read === null) throw new Error('no key');
  return read;
}

test('what the script signs is believed; another text, name, key or signature is not', () => {
  expect(isSigned({ name: NAME, text: TEXT }, `${SIGNATURE}\n`, key())).toBe(true);
  expect(isSigned({ name: NAME, text: TEXT.replace('1.2.3', '1.2.4') }, SIGNATURE, key())).toBe(false);
  expect(isSigned({ name: 'latest.yml', text: TEXT }, SIGNATURE, key())).toBe(false);
  expect(isSigned({ name: NAME, text: TEXT }, SIGNATURE, key(makeKeys().publicKey))).toBe(false);
  for (const wrong of ['', 'AAAA', SIGNATURE.slice(4), Buffer.alloc(64).toString('base64'), `${SIGNATURE}${SIGNATURE}`])
    expect([wrong, isSigned({ name: NAME, text: TEXT }, wrong, key())]).toEqual([wrong, false]);
});

test('every description of a folder is signed, and a folder without one is refused', async () => {
  const folder = await tempFolder();
  onTestFinished(() => folder.remove());
  mkdirSync(join(folder.path, 'empty'));
  for (const name of [NAME, 'latest.yml', 'latest-linux-arm64.yml', 'builder-debug.yml']) writeFileSync(join(folder.path, name), TEXT);
  signFolder(folder.path, KEYS.privateKey);
  const signatures = readdirSync(folder.path).filter((name) => name.endsWith('.sig'));
  expect(signatures.sort()).toEqual(['latest-linux-arm64.yml.sig', `${NAME}.sig`, 'latest.yml.sig']);
  expect(isSigned({ name: NAME, text: TEXT }, readFileSync(join(folder.path, `${NAME}.sig`), 'utf8'), key())).toBe(true);
  expect(() => signFolder(join(folder.path, 'empty'), KEYS.privateKey)).toThrow('no latest');
  expect(() => signFolder(folder.path, 'nonsense')).toThrow('no Ed25519 key');
});

test('a package knows its feed only with an encrypted way to it and a key of the right kind', () => {
  const rsa = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { format: 'der', type: 'spki' },
    privateKeyEncoding: { format: 'der', type: 'pkcs8' },
  });
  const source = (url: unknown, publicKey: unknown = KEYS.publicKey): string | null =>
    readUpdateSource({ updates: { url, publicKey } })?.url.href ?? null;
  expect(source('https://updates.example/sluice')).toBe('https://updates.example/sluice/');
  expect(source('http://127.0.0.1:8080/')).toBe('http://127.0.0.1:8080/');
  expect([source('http://updates.example/'), source('file:///tmp/'), source('nonsense'), source(7)]).toEqual([null, null, null, null]);
  expect([source('https://updates.example/', ''), source('https://updates.example/', rsa.publicKey.toString('base64'))]).toEqual([
    null,
    null,
  ]);
  expect([readUpdateSource({}), readUpdateSource(null), readUpdateSource({ updates: {} })]).toEqual([null, null, null]);
});
