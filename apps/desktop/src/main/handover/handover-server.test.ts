/** Both ends over a real socket. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import fc from 'fast-check';
import { handOver, handoverFile, readRequest, type HandoverReply, type HandoverRequest } from '@sluice/handover';
import { tempFolder } from '@sluice/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { startHandover } from './handover-server.ts';

const REQUEST: HandoverRequest = {
  language: 'en',
  directory: null,
  links: [{ url: 'https://example.org/ä', name: null, headers: [['Cookie', 'a=b']] }],
};
const REPLY: HandoverReply = {
  kind: 'answered',
  outcomes: [
    { kind: 'added', id: 'abc' },
    { kind: 'refused', reason: 'No.' },
  ],
};

async function setUp(subfolder = '') {
  const folder = await tempFolder();
  const stateFolder = join(folder.path, subfolder);
  await mkdir(stateFolder, { recursive: true });
  const seen: HandoverRequest[] = [];
  const faults: unknown[] = [];
  const add = (request: HandoverRequest): HandoverReply => {
    seen.push(request);
    if (request.links[0]?.url === 'boom') throw new Error('boom');
    return REPLY;
  };
  const ports = { stateFolder, platform: process.platform, add, onFault: (fault: unknown) => faults.push(fault) };
  const server = await startHandover(ports);
  let closed = false;
  const close = async (): Promise<void> => {
    if (!closed) await server.close();
    closed = true;
  };
  onTestFinished(async () => {
    await close();
    await folder.remove();
  });
  return { close, faults, ports, seen, stateFolder };
}

async function raw(stateFolder: string, text: string): Promise<string> {
  const socket = createConnection((await readFile(handoverFile(stateFolder), 'utf8')).trim());
  socket.on('error', () => undefined);
  socket.write(text);
  let answer = '';
  socket.on('data', (part: Buffer) => (answer += part.toString()));
  await once(socket, 'close');
  return answer;
}

test('links arrive as they were handed over, and the answer comes back', async () => {
  const { close, seen, stateFolder } = await setUp();
  expect(await handOver(stateFolder, REQUEST)).toEqual(REPLY);
  expect(seen).toEqual([REQUEST]);
  await close();
  expect(existsSync(handoverFile(stateFolder))).toBe(false);
  expect(await handOver(stateFolder, REQUEST)).toEqual({ kind: 'no-app' });
});

test('only the user may open the socket', async () => {
  const { stateFolder } = await setUp();
  const path = (await readFile(handoverFile(stateFolder), 'utf8')).trim();
  expect([(await stat(path)).mode & 0o777, (await stat(handoverFile(stateFolder))).mode & 0o777]).toEqual([0o600, 0o600]);
});

test('a run that ended without closing leaves nothing in the way', async () => {
  const { close, stateFolder, ports } = await setUp();
  await close();
  await writeFile(join(stateFolder, 'handover.sock'), '');
  await writeFile(handoverFile(stateFolder), join(stateFolder, 'handover.sock'));
  expect(await handOver(stateFolder, REQUEST)).toEqual({ kind: 'no-app' });
  const server = await startHandover(ports);
  expect(await handOver(stateFolder, REQUEST)).toEqual(REPLY);
  await server.close();
});

test('a folder whose path is too long for a socket has it elsewhere', async () => {
  const { close, stateFolder } = await setUp('x'.repeat(120));
  const path = (await readFile(handoverFile(stateFolder), 'utf8')).trim();
  expect(path.startsWith(stateFolder)).toBe(false);
  expect(await handOver(stateFolder, REQUEST)).toEqual(REPLY);
  await close();
  expect(existsSync(path)).toBe(false);
});

test('whatever is no request is answered so, and a fault of ours is none of theirs', async () => {
  const { faults, seen, stateFolder } = await setUp();
  const not = expect.stringContaining('not-understood') as unknown;
  expect(await raw(stateFolder, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n')).toEqual(not);
  expect(await raw(stateFolder, `${JSON.stringify({ ...REQUEST, version: 2 })}\n`)).toEqual(not);
  expect(await raw(stateFolder, 'x'.repeat(2 * 1024 * 1024))).toEqual(not);
  expect([seen, faults]).toEqual([[], []]);
  expect(await handOver(stateFolder, { ...REQUEST, links: [{ url: 'boom', name: null, headers: [] }] })).toEqual({ kind: 'no-answer' });
  expect(faults).toHaveLength(1);
  expect(await handOver(stateFolder, REQUEST)).toEqual(REPLY);
});

test('what is read from strangers is a request in full, or nothing', () => {
  const link = fc.record({ url: fc.anything(), name: fc.anything(), headers: fc.anything() });
  const message = fc.record({ version: fc.constant(1), language: fc.constant('en'), directory: fc.anything(), links: fc.array(link) });
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), message), (value) => {
      const text = JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner));
      const request = readRequest(text);
      expect(request === null || request.links.every(({ url }) => typeof url === 'string' && url.length > 0)).toBe(true);
    }),
  );
});
