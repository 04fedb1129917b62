/** Where keys come from (spec G2). They stay in memory; no failure, log or row ever holds one. */
import type { Connection, ObjectProvider } from '@sluice/model';
import type { Credentials } from '../sign/signing.ts';

export interface CredentialsProvider {
  /** The keys of a connection that is not anonymous; null: there are none. Asked for every request, so that renewed ones count at once. */
  credentials(connection: Connection): Promise<Credentials | null>;
}

type Environment = Readonly<Record<string, string | undefined>>;

const NAMES: Readonly<Record<ObjectProvider, readonly [id: string, secret: string, token: string]>> = {
  oss: ['OSS_ACCESS_KEY_ID', 'OSS_ACCESS_KEY_SECRET', 'OSS_SESSION_TOKEN'],
  s3: ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'],
};

/** The keys in the environment, under the names that the providers' own tools use; null when one of the two is missing or empty. */
export function environmentCredentials(provider: ObjectProvider, environment: Environment): Credentials | null {
  const [id, secret, token] = NAMES[provider].map((name) => environment[name]?.trim() ?? '');
  if (id === undefined || secret === undefined || id === '' || secret === '') return null;
  return { accessKeyId: id, secret, token: token === undefined || token === '' ? null : token };
}

/** `environment` as said above; `stored` keys come from `stored`, or nowhere. */
export function credentialsFrom(environment: Environment, stored?: CredentialsProvider): CredentialsProvider {
  return {
    credentials: (connection) =>
      connection.credentials === 'stored'
        ? (stored?.credentials(connection) ?? Promise.resolve(null))
        : Promise.resolve(environmentCredentials(connection.provider, environment)),
  };
}
