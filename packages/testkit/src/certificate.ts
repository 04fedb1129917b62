/** Self-signed certificates for test servers, made by the `openssl` program. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { tempFolder } from './temp-folder.ts';

const run = promisify(execFile);

export interface Certificate {
  /** PEM. As it is self-signed, it is also the authority to trust. */
  readonly cert: string;
  readonly key: string;
}

/** Makes a certificate for the given subject alternative names, such as `IP:127.0.0.1`. Throws when there is no openssl. */
export async function makeCertificate(names: readonly string[] = ['IP:127.0.0.1', 'DNS:localhost']): Promise<Certificate> {
  const folder = await tempFolder();
  try {
    const key = join(folder.path, 'key.pem');
    const cert = join(folder.path, 'cert.pem');
    const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
    const subject = ['-subj', '/CN=sluice test origin', '-addext', `subjectAltName=${names.join(',')}`];
    await run('openssl', ['req', '-x509', ...kind, ...subject, '-keyout', key, '-out', cert]);
    return { cert: await readFile(cert, 'utf8'), key: await readFile(key, 'utf8') };
  } finally {
    await folder.remove();
  }
}
