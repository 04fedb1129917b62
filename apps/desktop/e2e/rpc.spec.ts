/** The endpoint for other programs: closed until the user opens it, then as aria2's. */
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expectSeededFile } from '@sluice/testkit';
import { WebSocket } from 'ws';
import { expect, test } from './support/launch.ts';
import { rowButton } from './support/window.ts';

const MiB = 1024 * 1024;

test('other programs are let in by the settings alone, add over HTTP and WebSocket, and pages of strangers are refused', async ({
  sluice,
  origin,
}) => {
  const port = await freePort();
  const page = await sluice.start();
  await page.evaluate((at) => window.sluice.invoke('settings:set', { rpc: { enabled: false, port: at, allowedOrigins: [] } }), port);
  await expect(post(port, {})).rejects.toMatchObject({ code: 'ECONNREFUSED' });

  const settings = await openIntegrations(page);
  await settings.getByRole('checkbox', { name: 'Let other programs on this computer' }).check();
  await expect(settings.getByRole('status')).toHaveText(`Listening on port ${port}.`);
  const token = settings.getByRole('textbox', { name: 'Token' });
  await expect(token).toHaveValue(/^[\w-]{43}$/);
  const secret = `token:${await token.inputValue()}`;

  const first = origin.serve('/first.bin', { seed: 1, sizeBytes: MiB });
  const body = { jsonrpc: '2.0', id: 'q', method: 'aria2.addUri', params: [secret, [first], { dir: join(sluice.downloads, 'films') }] };
  expect((await post(port, body, { Origin: 'https://evil.example' })).status).toBe(403);
  expect((await post(port, { ...body, params: [`${secret}x`, [first]] })).status).toBe(401);
  expect((await post(port, body)).status).toBe(200);

  const second = origin.serve('/second.bin', { seed: 2, sizeBytes: MiB });
  const client = new WebSocket(`ws://127.0.0.1:${port}/jsonrpc`);
  await once(client, 'open');
  const complete = new Promise<void>((resolve) => {
    client.on('message', (data: Buffer) => {
      if (data.toString().includes('aria2.onDownloadComplete')) resolve();
    });
  });
  client.send(JSON.stringify({ ...body, params: [secret, [second]] }));
  await complete;
  client.close();
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(rowButton(page, 'first.bin', 'Open')).toBeVisible();
  await expect(rowButton(page, 'second.bin', 'Open')).toBeVisible();
  await expectSeededFile(join(sluice.downloads, 'films', 'first.bin'), 1, MiB);
  await expectSeededFile(join(sluice.downloads, 'second.bin'), 2, MiB);

  const again = await openIntegrations(page);
  await again.getByRole('button', { name: 'New token' }).click();
  await expect.poll(async () => (await post(port, { ...body, method: 'aria2.getVersion', params: [secret] })).status).toBe(401);
  await again.getByRole('checkbox', { name: 'Let other programs on this computer' }).uncheck();
  await expect
    .poll(() =>
      post(port, {}).then(
        () => 'open',
        () => 'closed',
      ),
    )
    .toBe('closed');
});

test('a port that is taken is told beside its field, and the next one counts once the field is left', async ({ sluice }) => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const taken = portOf(other);
  const free = await freePort();
  try {
    const page = await sluice.start();
    const settings = await openIntegrations(page);
    await page.evaluate((port) => window.sluice.invoke('settings:set', { rpc: { enabled: true, port, allowedOrigins: [] } }), taken);
    await expect(settings.getByRole('alert')).toHaveText(`Another program uses port ${taken}. Choose another port, or end that program.`);
    const port = settings.getByRole('textbox', { name: 'Port' });
    await port.fill('70000');
    await expect(settings.getByRole('alert')).toHaveText('Type a number from 1 to 65535.');
    await port.fill(String(free));
    await port.blur();
    await expect(settings.getByRole('status')).toHaveText(`Listening on port ${free}.`);
    const pages = settings.getByRole('textbox', { name: 'Web pages that may ask' });
    await pages.fill('https://ui.example.org/index.html');
    await pages.blur();
    await expect(pages).toHaveValue('https://ui.example.org');
    await expect.poll(async () => (await post(free, {}, { Origin: 'https://ui.example.org' })).status).toBe(200);
  } finally {
    other.close();
  }
});

async function openIntegrations(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Settings' });
  await dialog.getByRole('tab', { name: 'Integrations', exact: true }).click();
  return dialog;
}

async function post(port: number, body: object, headers: Readonly<Record<string, string>> = {}): Promise<{ readonly status: number }> {
  const asked = request({ host: '127.0.0.1', port, path: '/jsonrpc', method: 'POST', headers, agent: false });
  asked.end(JSON.stringify(body));
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  response.resume();
  await once(response, 'end');
  return { status: response.statusCode ?? 0 };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  server.close();
  await once(server, 'close');
  return port;
}

function portOf(server: ReturnType<typeof createServer>): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}
