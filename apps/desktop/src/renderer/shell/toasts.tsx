/** Short news with, at times, a way back. They stay while the pointer or the keyboard is on them. */
import { useEffect, useState } from 'react';
import { IconButton } from '../controls/icon.tsx';
import { useWords } from '../i18n/use-words.ts';
import { useParts, useWindow } from '../state/context.tsx';
import type { Toast } from '../state/window-state.ts';
import './toasts.css';

const SHOWN_MS = 5_000;
const SHOWN_WITH_UNDO_MS = 10_000;

export function Toasts() {
  const toasts = useWindow((state) => state.toasts);
  return (
    <div className="toasts" role="status">
      {toasts.map((toast) => (
        <ToastView key={toast.id} toast={toast} />
      ))}
    </div>
  );
}

function ToastView({ toast }: { readonly toast: Toast }) {
  const words = useWords();
  const { store, actions } = useParts();
  const [held, setHeld] = useState(false);
  const close = (): void => {
    store.setState(({ toasts }) => ({ toasts: toasts.filter(({ id }) => id !== toast.id) }));
  };
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(
      () => {
        store.setState(({ toasts }) => ({ toasts: toasts.filter(({ id }) => id !== toast.id) }));
      },
      toast.undoIds.length > 0 ? SHOWN_WITH_UNDO_MS : SHOWN_MS,
    );
    return () => {
      clearTimeout(timer);
    };
  }, [held, store, toast]);
  return (
    <div
      className="toast"
      onPointerEnter={() => {
        setHeld(true);
      }}
      onPointerLeave={() => {
        setHeld(false);
      }}
      onFocus={() => {
        setHeld(true);
      }}
      onBlur={() => {
        setHeld(false);
      }}
    >
      <span>{toast.text}</span>
      {toast.undoIds.length > 0 && (
        <button
          type="button"
          className="text-button"
          onClick={() => {
            actions.undo(toast.undoIds);
            close();
          }}
        >
          {words.actions.undo}
        </button>
      )}
      <IconButton icon="close" label={words.actions.close} onClick={close} />
    </div>
  );
}
