/** Asks how the list is to be written. What opens the links goes along only when that is asked for. */
import { useState } from 'react';
import { CheckField } from '../controls/check-field.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { ChoiceField } from '../controls/field.tsx';
import { useWords } from '../i18n/use-words.ts';
import { useParts } from '../state/context.tsx';

export function ExportDialog() {
  const words = useWords();
  const { listFile } = words;
  const { store, actions } = useParts();
  const [format, setFormat] = useState<'json' | 'text'>('json');
  const [secrets, setSecrets] = useState(false);
  const close = (): void => {
    store.setState({ dialog: null });
  };
  return (
    <Dialog
      title={listFile.exportTitle}
      className="small-dialog"
      onClose={close}
      onSubmit={() => {
        close();
        actions.exportList({ format, secrets });
      }}
      footer={
        <>
          <span className="grow" />
          <button type="button" className="plain-button" onClick={close}>
            {words.actions.cancel}
          </button>
          <button type="submit" className="primary">
            {listFile.write}
          </button>
        </>
      }
    >
      <ChoiceField
        label={listFile.format}
        value={format}
        choices={[
          ['json', listFile.formats.json],
          ['text', listFile.formats.text],
        ]}
        onChoose={setFormat}
      />
      <CheckField
        label={listFile.secrets}
        hint={secrets ? listFile.secretsHint : listFile.noSecretsHint}
        checked={secrets}
        onCheck={setSecrets}
      />
    </Dialog>
  );
}
