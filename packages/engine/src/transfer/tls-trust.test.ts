/** Whom TLS trusts, and how its refusals are told; and both families of addresses. */
import { execFile, spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import { createServer as createPlainServer } from 'node:http';
import type { AddressInfo, LookupFunction, Server as NetServer } from 'node:net';
import { once } from 'node:events';
import { DEFAULT_CIPHERS } from 'node:tls';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { makeCertificate, startOrigin, tempFolder, type Certificate } from '@sluice/testkit';
import type { TransportOutcome } from './transport.ts';
import { openTransport, type TransportOptions } from './choosing-transport.ts';
import { CIPHERS } from './tls-trust.ts';

const run = promisify(execFile);

async function listen(server: NetServer, host: string): Promise<number> {
  onTestFinished(() => void server.close());
  server.listen(0, host);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function secureServer(certificate: Certificate): Promise<string> {
  const server: Server = createServer(certificate, (_request, response) => response.end('hello'));
  return `https://127.0.0.1:${await listen(server, '127.0.0.1')}/`;
}

async function get(url: string, options: TransportOptions = {}): Promise<TransportOutcome> {
  const transport = openTransport({ timeouts: { connectMs: 2_000 }, ...options });
  onTestFinished(() => transport.close());
  return transport.get({ url, headers: [] }, { head: () => 'read', chunk: () => 'more' }, new AbortController().signal);
}

/** `req -x509 -days` takes no negative number; `ca` takes dates. */
async function expiredCertificate(): Promise<Certificate> {
  const folder = await tempFolder();
  onTestFinished(() => folder.remove());
  const at = (name: string): string => join(folder.path, name);
  await writeFile(at('index.txt'), '');
  await writeFile(
    at('ca.cnf'),
    `[ca]\ndefault_ca = one\n[one]\ndatabase = ${at('index.txt')}\nnew_certs_dir = ${folder.path}\nserial = ${at('serial')}\n` +
      `rand_serial = yes\ndefault_md = sha256\npolicy = any\nx509_extensions = names\n[any]\ncommonName = supplied\n` +
      `[names]\nsubjectAltName = IP:127.0.0.1\n`,
  );
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', at('key.pem')];
  await run('openssl', ['req', '-new', ...key, '-subj', '/CN=old', '-out', at('req.pem')]);
  const dates = ['-startdate', '20200101000000Z', '-enddate', '20200201000000Z'];
  const signing = ['-selfsign', '-keyfile', at('key.pem'), '-in', at('req.pem'), '-out', at('cert.pem'), '-notext', '-batch'];
  await run('openssl', ['ca', '-config', at('ca.cnf'), ...dates, ...signing]);
  return { cert: await readFile(at('cert.pem'), 'utf8'), key: await readFile(at('key.pem'), 'utf8') };
}

test('a self-signed certificate is refused as such', async () => {
  const url = await secureServer(await makeCertificate());
  expect(await get(url)).toEqual({ kind: 'failed', failure: { kind: 'tls', host: '127.0.0.1', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' } });
});

test('a server that leaves the choice to its clients is asked for AES with 128 bits, and nothing is left out', async () => {
  const certificate = await makeCertificate();
  const chosen: string[] = [];
  const server = createServer({ ...certificate, honorCipherOrder: false, minVersion: 'TLSv1.3' }, (_request, response) => response.end());
  server.on('secureConnection', (socket) => chosen.push(socket.getCipher().standardName));
  const url = `https://127.0.0.1:${await listen(server, '127.0.0.1')}/`;
  expect(await get(url, { extraAuthorities: [certificate.cert] })).toEqual({ kind: 'ended' });
  expect(chosen).toEqual(['TLS_AES_128_GCM_SHA256']);
  expect(CIPHERS.ciphers?.split(':').toSorted()).toEqual(DEFAULT_CIPHERS.split(':').toSorted());
});

test('an expired certificate is refused as such, however trusted', async () => {
  const certificate = await expiredCertificate();
  const outcome = await get(await secureServer(certificate), { extraAuthorities: [certificate.cert] });
  expect(outcome).toEqual({ kind: 'failed', failure: { kind: 'tls', host: '127.0.0.1', code: 'CERT_HAS_EXPIRED' } });
});

test('a certificate of another server is refused as such, however trusted', async () => {
  const certificate = await makeCertificate(['DNS:elsewhere.example']);
  const outcome = await get(await secureServer(certificate), { extraAuthorities: [certificate.cert] });
  expect(outcome).toEqual({ kind: 'failed', failure: { kind: 'tls', host: '127.0.0.1', code: 'ERR_TLS_CERT_ALTNAME_INVALID' } });
});

test('what is no TLS at all is a failure of TLS', async () => {
  const server = createPlainServer((_request, response) => response.end());
  const outcome = await get(`https://127.0.0.1:${await listen(server, '127.0.0.1')}/`);
  expect(outcome).toMatchObject({ kind: 'failed', failure: { kind: 'tls', host: '127.0.0.1' } });
});

test('a certificate named by NODE_EXTRA_CA_CERTS is trusted, beside the usual ones', async () => {
  const origin = await startOrigin({ tls: true });
  const folder = await tempFolder();
  onTestFinished(async () => {
    await origin.close();
    await folder.remove();
  });
  const url = origin.serve('/f', { seed: 1, sizeBytes: 10 });
  const authority = join(folder.path, 'ca.pem');
  await writeFile(authority, origin.ca ?? '');
  const script = `
    import { openTransport } from ${JSON.stringify(fileURLToPath(new URL('choosing-transport.ts', import.meta.url)))};
    const transport = openTransport();
    const receiver = { head: () => 'read', chunk: () => 'more' };
    const outcome = await transport.get({ url: ${JSON.stringify(url)}, headers: [] }, receiver, new AbortController().signal);
    console.log(JSON.stringify(outcome));
    await transport.close();`;
  const args = ['--import', 'tsx', '--input-type=module', '--eval', script];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, NODE_EXTRA_CA_CERTS: authority },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  await once(child, 'close');
  expect(JSON.parse(said)).toEqual({ kind: 'ended' });
});

/** Answers every name with these addresses, in this order. */
function lookupOf(...addresses: readonly { readonly address: string; readonly family: 4 | 6 }[]): LookupFunction {
  return (_name, _options, callback) =>
    callback(
      null,
      addresses.map((one) => ({ ...one })),
    );
}

async function ipv6Server(): Promise<number | null> {
  const server = createPlainServer((_request, response) => response.end('hello'));
  return listen(server, '::1').catch(() => null);
}

test('an IPv6 address is reached, and named with its brackets when it is not', async ({ skip }) => {
  const port = await ipv6Server();
  if (port === null) return skip('no IPv6 loopback');
  expect(await get(`http://[::1]:${port}/`)).toEqual({ kind: 'ended' });
  const dead = await get('http://[::1]:1/');
  expect(dead).toEqual({ kind: 'failed', failure: { kind: 'connect', host: '[::1]', port: 1, cause: 'refused' } });
});

test('a name whose first address is dead is reached by its second, of either family', async () => {
  const server = createPlainServer((_request, response) => response.end('hello'));
  const port = await listen(server, '127.0.0.1');
  const url = `http://two-addresses.example:${port}/`;
  const good = { address: '127.0.0.1', family: 4 } as const;
  expect(await get(url, { lookup: lookupOf({ address: '::1', family: 6 }, good) })).toEqual({ kind: 'ended' });
  expect(await get(url, { lookup: lookupOf({ address: '127.0.0.9', family: 4 }, good) })).toEqual({ kind: 'ended' });
});

test('a name whose addresses are all dead is a failure of connecting', async () => {
  const lookup = lookupOf({ address: '::1', family: 6 }, { address: '127.0.0.9', family: 4 });
  const outcome = await get('http://two-addresses.example:1/', { lookup });
  expect(outcome).toEqual({ kind: 'failed', failure: { kind: 'connect', host: 'two-addresses.example', port: 1, cause: 'refused' } });
});
