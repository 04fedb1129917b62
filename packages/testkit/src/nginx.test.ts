import { writeFile } from 'node:fs/promises';
import { get as httpsGet } from 'node:https';
import { join } from 'node:path';
import { byteRange } from '@sluice/model';
import { expect, onTestFinished, test } from 'vitest';
import { seededBytes, startNginx, tempFolder, type Nginx, type NginxOptions } from './index.ts';

async function start(options: Omit<NginxOptions, 'root'> = {}): Promise<Nginx | string> {
  const folder = await tempFolder();
  onTestFinished(() => folder.remove());
  await writeFile(join(folder.path, 'file.bin'), seededBytes(3, byteRange(0, 100_000)));
  const outcome = await startNginx({ root: folder.path, ...options });
  if (outcome.kind === 'unavailable') return outcome.reason;
  onTestFinished(() => outcome.nginx.close());
  return outcome.nginx;
}

test('nginx serves ranges of a folder, where it is installed', async (context) => {
  const nginx = await start();
  if (typeof nginx === 'string') return context.skip(nginx);
  const response = await fetch(`${nginx.url}/file.bin`, { headers: { range: 'bytes=99990-' } });
  expect([response.status, response.headers.get('content-range')]).toEqual([206, 'bytes 99990-99999/100000']);
  expect(Buffer.from(await response.arrayBuffer()).equals(seededBytes(3, byteRange(99_990, 100_000)))).toBe(true);
  await expect.poll(() => nginx.requests()).toEqual([{ connection: expect.any(Number), status: 206, path: '/file.bin' }]);
});

test('nginx takes more directives, and speaks TLS with the certificate that is given back', async (context) => {
  const nginx = await start({ tls: true, directives: 'max_ranges 0;', limitRateBytesPerSecond: 50_000_000 });
  if (typeof nginx === 'string') return context.skip(nginx);
  const status = await new Promise((resolve, reject) => {
    const options = { ca: nginx.ca ?? '', headers: { range: 'bytes=5-' }, agent: false };
    httpsGet(`${nginx.url}/file.bin`, options, (response) => {
      response.resume().on('end', () => resolve(response.statusCode));
    }).on('error', reject);
  });
  expect(status).toBe(200);
});

test('a configuration that nginx refuses is unavailable, with what it said', async (context) => {
  const nginx = await start({ directives: 'no_such_directive;' });
  if (nginx === 'nginx is not installed') return context.skip(nginx);
  expect(nginx).toContain('no_such_directive');
});

test('closing twice is no error, and frees the port', async (context) => {
  const nginx = await start();
  if (typeof nginx === 'string') return context.skip(nginx);
  await nginx.close();
  await nginx.close();
  await expect(fetch(nginx.url)).rejects.toThrow('fetch failed');
});
