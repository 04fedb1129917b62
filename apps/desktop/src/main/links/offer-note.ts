/** The offer of copied links, as a notification. Addresses are shown without the secrets in them. */
import { redactUrl, type Clock } from '@sluice/engine';
import type { DesktopWords } from '@sluice/words';
import { logFault } from '../fault-log.ts';
import type { Notifier } from '../notifications/note.ts';
import { OfferCopied } from './offer-copied.ts';

const SHOWN = 3;
const SHOWN_LENGTH = 120;

export interface OfferParts {
  readonly clock: Clock;
  readonly read: () => Promise<string>;
  readonly isWatched: () => boolean;
  readonly words: () => DesktopWords['offer'];
  readonly notifier: Notifier;
}

export function offerCopiedLinks({ clock, read, isWatched, words, notifier }: OfferParts): OfferCopied {
  const onFault = (fault: unknown): void => {
    logFault('the clipboard', fault);
  };
  const offer = (addresses: readonly string[]): void => {
    const { title, add } = words();
    const action = { kind: 'add', text: addresses.join('\n') } as const;
    const body = addresses.slice(0, SHOWN).map((url) => redactUrl(url).slice(0, SHOWN_LENGTH));
    notifier
      .show({
        title: title(addresses.length),
        body: [...body, ...(addresses.length > SHOWN ? ['…'] : [])].join('\n'),
        onClick: action,
        buttons: [{ label: add, action }],
        urgency: 'normal',
        category: 'transfer',
      })
      .catch(onFault);
  };
  return new OfferCopied({ clock, read, isWatched, offer, onFault });
}
