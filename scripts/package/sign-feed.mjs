// Signs the descriptions of a release: `node scripts/package/sign-feed.mjs FOLDER` writes latest*.yml.sig beside each latest*.yml.
// `--make-key` makes a new pair of keys. docs/releasing.md says where they belong.
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runMain } from '../run/run-main.mjs';
import { say } from '../setup/say.mjs';
import { SetupError } from '../setup/setup-error.mjs';
import { FEED_FILE } from './feed-file.mjs';

/**
 * A new pair, both as base64 of their DER form.
 * @returns {{ privateKey: string, publicKey: string }}
 */
export function makeKeys() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519', {
    privateKeyEncoding: { format: 'der', type: 'pkcs8' },
    publicKeyEncoding: { format: 'der', type: 'spki' },
  });
  return { privateKey: privateKey.toString('base64'), publicKey: publicKey.toString('base64') };
}

/**
 * The signature of one description, in base64. What is signed is said in apps/desktop/src/main/updates/feed-signature.ts.
 * @param {string} name of the file, without its folder
 * @param {string} text
 * @param {string} privateKey
 * @throws {SetupError} when the key is none
 */
export function signDescription(name, text, privateKey) {
  return sign(null, Buffer.from(`sluice-update-v1\n${name}\n${text}`, 'utf8'), readKey(privateKey)).toString('base64');
}

/**
 * Signs every description in a folder.
 * @param {string} folder
 * @param {string} privateKey
 * @returns {readonly string[]} the names of the descriptions
 * @throws {SetupError} when there is none, or the key is none
 */
export function signFolder(folder, privateKey) {
  const names = readdirSync(folder).filter((name) => FEED_FILE.test(name));
  if (names.length === 0) throw new SetupError(`There is no latest*.yml in ${folder}.`);
  for (const name of names) {
    const text = readFileSync(join(folder, name), 'utf8');
    writeFileSync(join(folder, `${name}.sig`), `${signDescription(name, text, privateKey)}\n`);
  }
  return names;
}

/** @param {string} text */
function readKey(text) {
  try {
    const key = createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' });
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // Told below, without what was tried.
  }
  throw new SetupError('SLUICE_UPDATE_PRIVATE_KEY is no Ed25519 key: base64 of its PKCS #8 form is expected.');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runMain(async () => {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { 'make-key': { type: 'boolean', default: false } } });
    if (values['make-key']) {
      const { privateKey, publicKey } = makeKeys();
      process.stdout.write(`SLUICE_UPDATE_PRIVATE_KEY=${privateKey}\nSLUICE_UPDATE_PUBLIC_KEY=${publicKey}\n`);
      return;
    }
    const [folder = 'release/packages'] = positionals;
    const privateKey = process.env['SLUICE_UPDATE_PRIVATE_KEY'];
    if (!privateKey) throw new SetupError('SLUICE_UPDATE_PRIVATE_KEY is not set: the key that signs releases.');
    const names = signFolder(folder, privateKey);
    const publicKey = createPublicKey(readKey(privateKey)).export({ format: 'der', type: 'spki' }).toString('base64');
    const packed = process.env['SLUICE_UPDATE_PUBLIC_KEY'];
    if (packed && packed !== publicKey)
      throw new SetupError(
        'SLUICE_UPDATE_PUBLIC_KEY, which the packages have, is not of this private key: no copy would believe the signatures.',
      );
    say(`Signed ${names.join(', ')}. Packages must have been made with SLUICE_UPDATE_PUBLIC_KEY=${publicKey}.`);
  });
}
