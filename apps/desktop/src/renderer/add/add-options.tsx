/** Where the files go and how they are fetched; every empty field means what the settings say. */
import type { ConflictPolicy } from '@sluice/model';
import { ChoiceField, FolderField, TextField } from '../controls/field.tsx';
import { useWords } from '../i18n/use-words.ts';
import { CONFLICT_POLICIES } from '../settings/conflict-policies.ts';
import { useParts, useWindow } from '../state/context.tsx';
import { faultsOf, type AddForm } from './add-form.ts';
import { CategoryField } from './category-field.tsx';
import { folderOfForm } from './folder-of-form.ts';
import { HeadersField } from './headers-field.tsx';

interface AddOptionsProps {
  readonly form: AddForm;
  /** Those that will be added. A file name and a checksum belong to one. */
  readonly links: readonly string[];
  readonly single: boolean;
}

export function AddOptions({ form, links, single }: AddOptionsProps) {
  const words = useWords();
  const { store, actions } = useParts();
  const settings = useWindow((state) => state.settings);
  const faults = faultsOf(form);
  const change = (part: Partial<AddForm>): void => {
    store.setState(({ addForm }) => ({ addForm: { ...addForm, ...part } }));
  };
  const folder = settings === null ? '' : folderOfForm(form, links, settings);
  const chooseFolder = (): void => {
    actions.chooseFolder(folder === '' ? null : folder, (directory) => {
      change({ directory, category: null });
    });
  };
  const conflict: ConflictPolicy = form.conflict ?? settings?.conflict ?? 'keep-both';
  return (
    <>
      <FolderField label={words.add.folder} chooseLabel={words.add.choose} path={folder} onChoose={chooseFolder} />
      <div className="fields">
        {settings !== null && <CategoryField form={form} settings={settings} onChange={change} />}
        {single && (
          <TextField label={words.add.name} placeholder={words.add.nameHint} value={form.name} onText={(name) => change({ name })} />
        )}
        <ChoiceField
          label={words.add.conflict}
          value={conflict}
          choices={CONFLICT_POLICIES.map((policy) => [policy, words.add.policies[policy]] as const)}
          onChoose={(chosen) => change({ conflict: chosen })}
        />
        <TextField
          label={words.add.connections}
          inputMode="numeric"
          placeholder={words.add.automatic}
          value={form.connections}
          fault={faults.includes('connections') ? words.add.connectionsBad : null}
          onText={(connections) => change({ connections })}
        />
        <TextField
          label={words.add.limit}
          inputMode="decimal"
          placeholder={words.settings.limitHint}
          value={form.limit}
          fault={faults.includes('limit') ? words.add.limitBad : null}
          onText={(limit) => change({ limit })}
        />
        {single && (
          <TextField
            label={words.add.checksum}
            placeholder={words.add.checksumHint}
            value={form.checksum}
            fault={faults.includes('checksum') ? words.add.checksumBad : null}
            onText={(checksum) => change({ checksum })}
          />
        )}
        <ChoiceField
          label={words.add.begin}
          value={form.begin}
          choices={[
            ['queued', words.add.beginNow],
            ['paused', words.add.beginPaused],
          ]}
          onChoose={(begin) => change({ begin })}
        />
      </div>
      <HeadersField form={form} onChange={change} />
    </>
  );
}
