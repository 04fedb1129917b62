/** A folder for each category of files, where the user wants one. */
import type { Settings } from '@sluice/ipc';
import { FILE_KINDS, type FileKind } from '@sluice/model';
import { IconButton } from '../controls/icon.tsx';
import { useWords } from '../i18n/use-words.ts';
import { useActions } from '../state/context.tsx';
import './category-folders.css';
import { Group } from './group.tsx';

export function CategoryFolders({ settings }: { readonly settings: Settings }) {
  const { places } = useWords();
  return (
    <Group title={places.categories} hint={places.categoriesHint}>
      <ul className="category-folders">
        {FILE_KINDS.map((kind) => (
          <CategoryFolder key={kind} kind={kind} settings={settings} />
        ))}
      </ul>
    </Group>
  );
}

function CategoryFolder({ kind, settings }: { readonly kind: FileKind; readonly settings: Settings }) {
  const { add, kinds, places } = useWords();
  const { chooseFolder, saveSettings } = useActions();
  const { categoryFolders, downloadFolder } = settings;
  const path = categoryFolders[kind];
  const save = (folder: string | null): void => saveSettings({ categoryFolders: { ...categoryFolders, [kind]: folder } });
  return (
    <li className="category-folder">
      <span className="category-name">{kinds[kind]}</span>
      <span className={`category-path one-line ${path === null ? 'is-usual' : ''}`} title={path ?? downloadFolder}>
        {path ?? places.usual}
      </span>
      {path !== null && (
        <IconButton
          icon="close"
          label={places.clearFor(kinds[kind])}
          onClick={() => {
            save(null);
          }}
        />
      )}
      <button
        type="button"
        className="plain-button"
        aria-label={places.chooseFor(kinds[kind])}
        onClick={() => {
          chooseFolder(path ?? downloadFolder, save);
        }}
      >
        {add.choose}
      </button>
    </li>
  );
}
