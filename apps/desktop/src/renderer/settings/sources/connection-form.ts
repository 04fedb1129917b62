/** A connection while it is typed, and what is sent of it. Secrets go from here to the main process, and never come back. */
import type { ConnectionView, InputOf } from '@sluice/ipc';

type Typed = InputOf<'connections:save'>;

export interface ConnectionForm extends Pick<Typed, 'id' | 'provider' | 'addressing' | 'network' | 'signature' | 'credentials'> {
  readonly name: string;
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secret: string;
  readonly token: string;
  /** The name of the keys that are kept. */
  readonly keptKeyId: string | null;
}

export const NEW_CONNECTION: ConnectionForm = {
  ...{ id: null, name: '', provider: 'oss', endpoint: '', region: '', bucket: '', addressing: 'virtual-host', network: 'public' },
  ...{ signature: 'v4', credentials: 'stored', accessKeyId: '', secret: '', token: '', keptKeyId: null },
};

export function formOf({ connection, bucket, accessKeyId }: ConnectionView): ConnectionForm {
  const { id, name, provider, endpoint, region, addressing, network, signature, credentials } = connection;
  return {
    ...{ id, name, provider, addressing, network, signature, credentials },
    ...{ endpoint: endpoint ?? '', region: region ?? '', bucket: bucket ?? '' },
    ...{ accessKeyId: accessKeyId ?? '', secret: '', token: '', keptKeyId: accessKeyId },
  };
}

/** Null while it has no name. Keys that were not typed anew stay. */
export function connectionInput(form: ConnectionForm): Typed | null {
  const { id, provider, addressing, network, signature, credentials } = form;
  const [name, endpoint, region, bucket, accessKeyId, secret, token] = [
    ...[form.name, form.endpoint, form.region, form.bucket],
    ...[form.accessKeyId, form.secret, form.token],
  ].map((text) => (text.trim() === '' ? null : text.trim()));
  if (name == null) return null;
  const typedKeys = accessKeyId == null || secret == null ? null : { accessKeyId, secret, token: token ?? null };
  return {
    ...{ id, name, provider, addressing, network, signature, credentials },
    ...{ endpoint: endpoint ?? null, region: region ?? null, bucket: bucket ?? null },
    keys: credentials === 'stored' ? typedKeys : null,
  };
}
