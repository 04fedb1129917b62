/** The connections to object stores: a list, and one of them while it is edited. */
import type { ConnectionView } from '@sluice/ipc';
import { useEffect, useState } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { useParts } from '../../state/context.tsx';
import { Group } from '../group.tsx';
import { ConnectionEditor } from './connection-editor.tsx';
import { NEW_CONNECTION, formOf, type ConnectionForm } from './connection-form.ts';
import './sources.css';

export function SourcesSettings() {
  const { trouble, sources: words } = useWords();
  const { actions } = useParts();
  const { sources, say } = actions;
  const [connections, setConnections] = useState<readonly ConnectionView[] | null>(null);
  const [edited, setEdited] = useState<ConnectionForm | null>(null);
  useEffect(() => {
    sources.list().then(setConnections, () => say(trouble.refused));
  }, [sources, say, trouble]);
  if (connections === null) return null;
  if (edited !== null) {
    return (
      <ConnectionEditor
        first={edited}
        onClose={(saved) => {
          if (saved !== null) setConnections(saved);
          setEdited(null);
        }}
      />
    );
  }
  return (
    <Group title={words.title} hint={words.hint}>
      {connections.length === 0 && <p className="connections-none">{words.none}</p>}
      {connections.length > 0 && (
        <ul className="sources-list">
          {connections.map((view) => (
            <ConnectionRow
              key={view.connection.id}
              view={view}
              onEdit={() => setEdited(formOf(view))}
              onRemove={() => {
                sources.remove(view.connection.id).then(setConnections, () => say(trouble.refused));
              }}
            />
          ))}
        </ul>
      )}
      <div>
        <button type="button" className="plain-button" onClick={() => setEdited(NEW_CONNECTION)}>
          {words.add}
        </button>
      </div>
    </Group>
  );
}

interface ConnectionRowProps {
  readonly view: ConnectionView;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

function ConnectionRow({ view, onEdit, onRemove }: ConnectionRowProps) {
  const { sources: words } = useWords();
  const { store } = useParts();
  const { connection, bucket, accessKeyId } = view;
  const { id, name, provider, endpoint, region, credentials } = connection;
  const keys = credentials === 'stored' ? accessKeyId : words.keyWays[credentials];
  return (
    <li className="connection-item" aria-label={name}>
      <div className="source-facts">
        <p>
          <strong>{name}</strong>
          <span className="source-badge">{[provider, region ?? endpoint].filter((part) => part !== null).join(' · ')}</span>
        </p>
        <p className="connection-more">{[bucket, keys ?? words.lostKeys].filter((part) => part !== null).join(' · ')}</p>
      </div>
      <button
        type="button"
        className="plain-button"
        onClick={() => store.setState({ dialog: { kind: 'browse', connectionId: id, name, bucket: bucket ?? '', prefix: '' } })}
      >
        {words.browse}
      </button>
      <button type="button" className="plain-button" onClick={onEdit}>
        {words.edit}
      </button>
      <button type="button" className="plain-button" onClick={onRemove}>
        {words.remove}
      </button>
    </li>
  );
}
