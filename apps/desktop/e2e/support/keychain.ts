/** A keychain for a computer that has none: seals as the system's would, with a key that nothing writes down. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { builtProgram, type Program } from './launch.ts';

const STAND_IN = `
const { safeStorage } = require('electron');
const { createCipheriv, createDecipheriv, randomBytes } = require('node:crypto');
const key = randomBytes(32);
Object.assign(safeStorage, {
  isEncryptionAvailable: () => true,
  encryptString(text) {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key, iv);
    return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  },
  decryptString(sealed) {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
    decipher.setAuthTag(sealed.subarray(-16));
    return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]).toString();
  },
});
`;

/** The built program with that keychain, for one start: the next one has another key. `folder`: where its script lies. */
export async function withKeychain(folder: string): Promise<Program> {
  const path = join(folder, 'keychain.cjs');
  await writeFile(path, STAND_IN);
  const program = builtProgram();
  return { ...program, switches: [...program.switches, '-r', path] };
}
