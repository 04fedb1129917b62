/** The whole window is the target of a drop, and says so while something hangs over it. */
import { useEffect, useState } from 'react';
import { Icon } from '../controls/icon.tsx';
import { useWords } from '../i18n/use-words.ts';
import { useParts } from '../state/context.tsx';
import type { Actions } from '../state/actions.ts';
import type { WindowWords } from '@sluice/words';
import './drop-overlay.css';
import { canTake } from './read-drop.ts';

export function DropOverlay() {
  const words = useWords();
  const { actions } = useParts();
  const [over, setOver] = useState(false);
  useEffect(() => listenForDrops(setOver, actions, words), [actions, words]);
  if (!over) return null;
  return (
    <div className="drop-overlay" aria-hidden="true">
      <div className="drop-card">
        <Icon name="drop" />
        <strong>{words.drop.title}</strong>
        <span>{words.drop.text}</span>
      </div>
    </div>
  );
}

function listenForDrops(setOver: (over: boolean) => void, actions: Actions, words: WindowWords): () => void {
  const onOver = (event: DragEvent): void => {
    const { dataTransfer } = event;
    event.preventDefault();
    if (dataTransfer === null) return;
    const welcome = canTake([...dataTransfer.types]);
    dataTransfer.dropEffect = welcome ? 'copy' : 'none';
    setOver(welcome);
  };
  const onLeave = (event: DragEvent): void => {
    if (event.relatedTarget === null) setOver(false);
  };
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    if (event.dataTransfer === null) return;
    const reading = actions.readDrop(event.dataTransfer);
    reading?.then(actions.takeDrop, () => {
      actions.say(words.trouble.refused);
    });
  };
  window.addEventListener('dragenter', onOver);
  window.addEventListener('dragover', onOver);
  window.addEventListener('dragleave', onLeave);
  window.addEventListener('drop', onDrop);
  return () => {
    window.removeEventListener('dragenter', onOver);
    window.removeEventListener('dragover', onOver);
    window.removeEventListener('dragleave', onLeave);
    window.removeEventListener('drop', onDrop);
  };
}
