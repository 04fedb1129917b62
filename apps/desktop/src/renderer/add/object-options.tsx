/** Links of object stores in the Add dialog: which connection, what is asked of the object, and web links that are objects of a bucket. */
import type { ConnectionView, RecognisedObject } from '@sluice/ipc';
import { useEffect, useState } from 'react';
import { CheckField } from '../controls/check-field.tsx';
import { ChoiceField, TextField } from '../controls/field.tsx';
import { useWords } from '../i18n/use-words.ts';
import { useActions } from '../state/context.tsx';
import { objectFaults, type ObjectForm } from './object-form.ts';

interface ObjectOptionsProps {
  readonly form: ObjectForm;
  readonly onChange: (form: ObjectForm) => void;
}

export function ObjectOptions({ form, onChange }: ObjectOptionsProps) {
  const { sources: words } = useWords();
  const { sources } = useActions();
  const [connections, setConnections] = useState<readonly ConnectionView[]>([]);
  useEffect(() => {
    sources.list().then(setConnections, () => undefined);
  }, [sources]);
  const faults = objectFaults(form);
  const change = (part: Partial<ObjectForm>): void => {
    onChange({ ...form, ...part });
  };
  return (
    <details className="object-options">
      <summary>{words.options}</summary>
      <div className="fields">
        <ChoiceField
          label={words.connection}
          value={form.connectionId ?? ''}
          choices={[['', words.automatic] as const, ...connections.map(({ connection }) => [connection.id, connection.name] as const)]}
          onChoose={(id) => change({ connectionId: id === '' ? null : id })}
        />
        <TextField
          label={words.versionId}
          placeholder={words.newest}
          value={form.versionId}
          maxLength={512}
          onText={(versionId) => change({ versionId })}
        />
        <TextField
          label={words.subRange}
          placeholder={words.subRangeHint}
          value={form.subRange}
          fault={faults.includes('subRange') ? words.subRangeBad : null}
          onText={(subRange) => change({ subRange })}
        />
        <TextField
          label={words.trafficLimit}
          inputMode="numeric"
          value={form.trafficLimit}
          fault={faults.includes('trafficLimit') ? words.trafficBad : null}
          onText={(trafficLimit) => change({ trafficLimit })}
        />
        <TextField
          label={words.customerKey}
          type="password"
          value={form.customerKey}
          fault={faults.includes('customerKey') ? words.customerKeyBad : null}
          onText={(customerKey) => change({ customerKey })}
        />
      </div>
      <CheckField label={words.requestPayer} checked={form.requestPayer} onCheck={(requestPayer) => change({ requestPayer })} />
      <CheckField label={words.requestRestore} checked={form.requestRestore} onCheck={(requestRestore) => change({ requestRestore })} />
    </details>
  );
}

const PAUSE_MS = 400;
const MOST_ASKED = 50;

/** Offers to fetch web links as the objects that they are: signed anew when they expire. */
export function RecognisedLinks({
  links,
  onTake,
}: {
  readonly links: readonly string[];
  readonly onTake: (object: RecognisedObject) => void;
}) {
  const { sources: words } = useWords();
  const { sources } = useActions();
  const [found, setFound] = useState<readonly RecognisedObject[]>([]);
  const wanted = links.filter((link) => /^https?:/i.test(link)).slice(0, MOST_ASKED);
  const key = wanted.join('\n');
  useEffect(() => {
    let isOver = false;
    const timer = setTimeout(() => {
      if (wanted.length === 0) return setFound([]);
      sources.recognise(wanted).then(
        (objects) => {
          if (!isOver) setFound(objects);
        },
        () => undefined,
      );
    }, PAUSE_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- by content: the list is made anew with every rendering
  }, [key, sources]);
  const shown = found.filter(({ url }) => wanted.includes(url));
  if (shown.length === 0) return null;
  return (
    <ul className="recognised">
      {shown.map((object) => (
        <li key={object.url}>
          <span title={object.address}>{words.objectOf(object.connection)}</span>
          <button type="button" className="plain-button" onClick={() => onTake(object)}>
            {words.asObject}
          </button>
        </li>
      ))}
    </ul>
  );
}
