/** The drop basket: a ring that fills, what runs in a word, and the whole of it a target. */
import type { BasketFacts, Client, Settings } from '@sluice/ipc';
import { formatThroughput, languageFor, windowWords, type Language } from '@sluice/words';
import { useEffect, useRef, useState } from 'react';
import { Icon } from '../controls/icon.tsx';
import { canTake, readDrop } from '../drop/read-drop.ts';
import { takeLinks, type Taken } from './take-links.ts';
import { moveByKey, useCarrying } from './use-carrying.ts';

const NOTHING: BasketFacts = { running: 0, progress: null, bytesPerSecond: 0 };
/** So long an answer stands in the place of the facts. */
const TOLD_MS = 2500;
const ROUND = 2 * Math.PI * 33;

export function Basket({ client }: { readonly client: Client }) {
  const language = useLook(client);
  const words = windowWords(language).basket;
  const [facts, setFacts] = useState(NOTHING);
  const [over, setOver] = useState(false);
  const [taken, setTaken] = useTaken();
  useEffect(() => client.subscribe('basket', setFacts), [client]);
  const take = (what: Parameters<typeof takeLinks>[1]): void => {
    takeLinks(client, what).then(setTaken, () => setTaken({ kind: 'failed' }));
  };
  const open = (): void => {
    client.invoke('window:show', { text: null }).catch(() => undefined);
  };
  const carrying = useCarrying(open);
  const throughput = formatThroughput(facts.bytesPerSecond, language);
  const line = taken === null ? (facts.running === 0 ? '' : throughput) : answerOf(taken, words);
  return (
    <main
      className={`basket ${over ? 'is-target' : ''} ${taken === null ? '' : `has-${taken.kind}`}`}
      onDragEnter={(event) => setOver(canTake([...event.dataTransfer.types]))}
      onDragOver={(event) => {
        event.preventDefault();
        const welcome = canTake([...event.dataTransfer.types]);
        event.dataTransfer.dropEffect = welcome ? 'copy' : 'none';
        setOver(welcome);
      }}
      onDragLeave={(event) => {
        if (event.relatedTarget === null) setOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const ports = {
          pathOf: (file: File) => client.pathOf(file),
          readFiles: (paths: readonly string[]) => client.invoke('links:read-files', { paths: [...paths] }),
          isOwn: () => false,
        };
        readDrop(event.dataTransfer, ports)?.then(take, () => setTaken({ kind: 'failed' }));
      }}
      onPaste={(event) => take({ text: event.clipboardData.getData('text/plain'), links: [] })}
    >
      <h1 className="unseen">{words.title}</h1>
      <button
        type="button"
        className="basket-button"
        title={facts.running === 0 ? words.idle : words.active(facts.running, throughput)}
        aria-label={facts.running === 0 ? words.idle : words.active(facts.running, throughput)}
        aria-describedby="basket-help"
        {...carrying}
        onKeyDown={(event) => {
          if (moveByKey(event.key)) event.preventDefault();
          else if (event.key === 'Enter' || event.key === ' ') {
            event.preventDefault();
            open();
          }
        }}
      >
        <Ring progress={facts.progress} label={words.progress} />
        <Icon name={taken?.kind === 'added' ? 'check' : 'drop'} />
      </button>
      <span className="basket-line one-line" aria-hidden="true">
        {line}
      </span>
      <span className="unseen" role="status">
        {taken === null ? '' : answerOf(taken, words)}
      </span>
      <span className="unseen" id="basket-help">
        {words.help}
      </span>
    </main>
  );
}

function Ring({ progress, label }: { readonly progress: number | null; readonly label: string }) {
  const named = progress === null ? { 'aria-hidden': true } : { role: 'img', 'aria-label': `${label}: ${Math.floor(progress * 100)} %` };
  return (
    <svg className="basket-ring" viewBox="0 0 76 76" {...named}>
      <circle className="ring-track" cx="38" cy="38" r="33" />
      {progress !== null && (
        <circle
          className="ring-done"
          cx="38"
          cy="38"
          r="33"
          strokeDasharray={`${progress * ROUND} ${ROUND}`}
          transform="rotate(-90 38 38)"
        />
      )}
    </svg>
  );
}

function answerOf(taken: Taken, words: ReturnType<typeof windowWords>['basket']): string {
  switch (taken.kind) {
    case 'added':
      return words.added(taken.count);
    case 'nothing':
      return words.nothing;
    case 'failed':
      return words.failed;
    case 'shown':
      return '';
  }
}

/** What came of the last drop, for a moment. */
function useTaken(): [Taken | null, (taken: Taken) => void] {
  const [taken, setTaken] = useState<Taken | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return [
    taken,
    (next) => {
      clearTimeout(timer.current);
      setTaken(next);
      timer.current = setTimeout(() => setTaken(null), TOLD_MS);
    },
  ];
}

/** Follows language and theme; what language it is. */
function useLook(client: Client): Language {
  const [settings, setSettings] = useState<Settings | null>(null);
  const [locale, setLocale] = useState('en');
  useEffect(() => {
    const off = client.subscribe('settings:changed', setSettings);
    // Without an answer the page speaks English in the system's theme.
    client.invoke('settings:get', {}).then(setSettings, () => undefined);
    client.invoke('app:facts', {}).then(
      ({ systemLocale }) => setLocale(systemLocale),
      () => undefined,
    );
    return off;
  }, [client]);
  const chosen = settings?.language ?? 'system';
  const language = chosen === 'system' ? languageFor([locale]) : chosen;
  const theme = settings?.theme ?? 'system';
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = windowWords(language).basket.title;
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }, [language, theme]);
  return language;
}
