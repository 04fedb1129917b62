/** Keys and pastes that work anywhere in the window. */
import { useEffect } from 'react';
import { useParts } from '../state/context.tsx';

export const SEARCH_FIELD_ID = 'search';

export function useShortcuts(): void {
  const { store, actions } = useParts();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      const key = event.key.toLowerCase();
      if (store.getState().dialog !== null) return;
      if (key === 'f') document.getElementById(SEARCH_FIELD_ID)?.focus();
      else if (key === 'n') actions.openAdd();
      else if (key === ',') store.setState({ dialog: { kind: 'settings' } });
      else return;
      event.preventDefault();
    };
    const onPaste = (event: ClipboardEvent): void => {
      const { dialog } = store.getState();
      // A pasted link is for the dialog that asks for one, wherever its focus is.
      if (isField(event.target) || (dialog !== null && dialog.kind !== 'refresh-link')) return;
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (text.trim() === '') return;
      event.preventDefault();
      actions.takeText(text);
    };
    document.addEventListener('keydown', onKeyDown);
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('keydown', onKeyDown);
      document.removeEventListener('paste', onPaste);
    };
  }, [store, actions]);
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
