/** The category, where categories have folders of their own: it says where the files go. */
import type { Settings } from '@sluice/ipc';
import { FILE_KINDS, type FileKind } from '@sluice/model';
import { ChoiceField } from '../controls/field.tsx';
import { useWords } from '../i18n/use-words.ts';
import type { AddForm } from './add-form.ts';

interface CategoryFieldProps {
  readonly form: AddForm;
  readonly settings: Settings;
  readonly onChange: (part: Partial<AddForm>) => void;
}

export function CategoryField({ form, settings, onChange }: CategoryFieldProps) {
  const { kinds, places } = useWords();
  const { categoryFolders, downloadFolder } = settings;
  if (FILE_KINDS.every((kind) => categoryFolders[kind] === null)) return null;
  return (
    <ChoiceField<FileKind | 'by-name'>
      label={places.category}
      value={form.category ?? 'by-name'}
      choices={[['by-name', places.byName], ...FILE_KINDS.map((kind) => [kind, kinds[kind]] as const)]}
      onChoose={(chosen) => {
        if (chosen === 'by-name') onChange({ category: null, directory: null });
        else onChange({ category: chosen, directory: categoryFolders[chosen] ?? downloadFolder });
      }}
    />
  );
}
