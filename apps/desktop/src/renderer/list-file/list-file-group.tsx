/** Where the settings offer the list as a file. */
import { useWords } from '../i18n/use-words.ts';
import { Group } from '../settings/group.tsx';
import { useParts } from '../state/context.tsx';
import './list-file.css';

export function ListFileGroup() {
  const { listFile } = useWords();
  const { store, actions } = useParts();
  return (
    <Group title={listFile.group} hint={listFile.hint}>
      <div className="list-file-buttons">
        <button
          type="button"
          className="plain-button"
          onClick={() => {
            store.setState({ dialog: { kind: 'export' } });
          }}
        >
          {listFile.export}
        </button>
        <button
          type="button"
          className="plain-button"
          onClick={() => {
            actions.importList();
          }}
        >
          {listFile.import}
        </button>
      </div>
    </Group>
  );
}
