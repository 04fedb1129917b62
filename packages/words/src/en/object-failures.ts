/** What an object store answered instead of the object, in English. */
import type { ConnectionTrouble, ObjectStoreAdvice, ObjectStoreFailure } from '@sluice/model';
import type { FailureWords, Told } from '../failure-words.ts';

type ObjectFailureWords = Pick<FailureWords, 'object-store' | 'restore-needed' | 'connection'>;

export const objectFailuresEn: ObjectFailureWords = {
  'object-store': (failure, hasData) => {
    const { what, advice } = ADVICE[failure.advice](failure, hasData);
    return { what, advice: `${advice}${reference(failure)}` };
  },
  'restore-needed': ({ storageClass, ongoing }) => ({
    what: `The object is in an archive${storageClass === null ? '' : ` (${storageClass})`} and can’t be read yet.`,
    advice: ongoing
      ? 'It is being restored; the download goes on by itself.'
      : 'Ask the store to restore it; the download then goes on by itself.',
  }),
  connection: ({ trouble, provider, name }) => TROUBLE[trouble](provider.toUpperCase(), name),
};

const ADVICE: Readonly<Record<ObjectStoreAdvice, (failure: ObjectStoreFailure, hasData: boolean) => Told>> = {
  'access-denied': (failure) => ({
    what: `The store refuses access${told(failure)}.`,
    advice:
      failure.permission === null
        ? 'Ask its owner for access.'
        : `The key that is used needs the permission ${failure.permission} for this.`,
  }),
  signature: (failure) => ({
    what: `The store does not accept the signature${told(failure)}.`,
    advice: 'Check the secret key, and that the connection has the right region and signature version.',
  }),
  'no-such-key': (failure, hasData) =>
    hasData
      ? {
          what: `The object is not in the bucket any more${told(failure)}.`,
          advice: 'When it is back as it was, try again: the download goes on. With its version ID, an older version can be continued.',
        }
      : {
          what: `There is no such object in the bucket${told(failure)}.`,
          advice: 'Check the spelling; capitals count. It may have been deleted, or be there in an older version only.',
        },
  'no-such-bucket': (failure) => ({
    what: `There is no such bucket${told(failure)}.`,
    advice: 'Check the spelling, and that the connection leads to the right provider.',
  }),
  'wrong-endpoint': (failure) => ({
    what: `The bucket is not at this endpoint${told(failure)}.`,
    advice: failure.endpoint === null ? 'Set the bucket’s own endpoint or region.' : `Set the endpoint ${failure.endpoint}.`,
  }),
  'token-expired': (failure) => ({
    what: `The temporary credentials have expired${told(failure)}.`,
    advice: 'Get new ones, then try again; everything that arrived is used.',
  }),
  'invalid-key-id': (failure) => ({
    what: `The store does not know the access key ID${told(failure)}.`,
    advice: 'Check the ID. It may have been deleted or disabled, or belong to another provider.',
  }),
  'clock-skew': (failure) => ({
    what: `The clock of this computer differs too much from the store’s${told(failure)}.`,
    advice: 'Set the clock, then try again.',
  }),
  other: (failure) => ({
    what: `The store answered with an error${told(failure)}.`,
    advice: failure.message === '' ? 'Try again later.' : `It says: “${failure.message.replace(/\.+$/, '')}”.`,
  }),
};

const TROUBLE: Readonly<Record<ConnectionTrouble, (provider: string, name: string) => Told>> = {
  unknown: (provider, name) => ({
    what: `No ${provider} connection is known for “${name}”.`,
    advice: 'Add one with the endpoint or region of the bucket.',
  }),
  'no-credentials': (provider, name) => ({
    what: `There are no ${provider} credentials for “${name}”.`,
    advice: 'Give an access key ID and its secret, or use anonymous access if the bucket is public.',
  }),
  'no-endpoint': (provider, name) => ({
    what: `The ${provider} connection “${name}” has neither an endpoint nor a region.`,
    advice: 'Give one of them.',
  }),
};

function told({ code, status }: ObjectStoreFailure): string {
  return ` (${code === '' ? status : code})`;
}

/** What the provider's support asks for, and the provider's own page about it. */
function reference({ requestId, ec, recommendDoc }: ObjectStoreFailure): string {
  if (requestId === null) return '';
  const page = recommendDoc === undefined ? '' : ` (explained at ${recommendDoc})`;
  return ` Request ID ${requestId}${ec === null ? '' : `, EC ${ec}`}${page}.`;
}
