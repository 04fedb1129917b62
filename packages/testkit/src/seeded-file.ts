/** A file on disk with the content of a seed, for servers that others wrote. */
import { open } from 'node:fs/promises';
import { fill } from './seeded-bytes.ts';

const WRITE_BYTES = 4 * 1024 * 1024;

/** Makes the file, or makes it anew. */
export async function writeSeededFile(path: string, seed: number, sizeBytes: number): Promise<void> {
  const file = await open(path, 'w');
  try {
    const buffer = new Uint8Array(Math.min(WRITE_BYTES, sizeBytes));
    for (let position = 0; position < sizeBytes; position += buffer.byteLength) {
      const bytes = buffer.subarray(0, Math.min(buffer.byteLength, sizeBytes - position));
      fill(seed, bytes, position);
      await file.writeFile(bytes);
    }
  } finally {
    await file.close();
  }
}
