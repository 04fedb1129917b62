/** Tabs as screen readers and keyboards know them: one stop for Tab, arrows between them, and the panel named by its tab. */
import { useId, useRef, type KeyboardEvent, type ReactNode } from 'react';
import './tabs.css';

interface TabsProps<T extends string> {
  readonly label: string;
  readonly tabs: readonly (readonly [key: T, text: string])[];
  readonly chosen: T;
  readonly onChoose: (key: T) => void;
  readonly direction?: 'horizontal' | 'vertical';
  /** The chosen tab's content. */
  readonly children: ReactNode;
}

export function Tabs<T extends string>({ label, tabs, chosen, onChoose, direction = 'horizontal', children }: TabsProps<T>) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const here = tabs.findIndex(([key]) => key === chosen);
    const next = tabs[tabTarget(event.key, here, tabs.length) ?? -1];
    if (next === undefined) return;
    event.preventDefault();
    onChoose(next[0]);
    list.current?.querySelector<HTMLElement>(`[data-tab="${next[0]}"]`)?.focus();
  };
  return (
    <>
      <div
        ref={list}
        className={`tabs tabs-${direction}`}
        role="tablist"
        aria-label={label}
        aria-orientation={direction}
        onKeyDown={onKeyDown}
      >
        {tabs.map(([key, text]) => (
          <button
            key={key}
            type="button"
            role="tab"
            id={`${id}-${key}`}
            data-tab={key}
            data-first-focus={direction === 'vertical' && key === chosen ? '' : undefined}
            aria-selected={key === chosen}
            aria-controls={`${id}-panel`}
            tabIndex={key === chosen ? 0 : -1}
            onClick={() => {
              onChoose(key);
            }}
          >
            {text}
          </button>
        ))}
      </div>
      {/* Another panel, so that it begins at its top. */}
      <div key={chosen} className="tab-panel" role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${chosen}`} tabIndex={0}>
        {children}
      </div>
    </>
  );
}

function tabTarget(key: string, here: number, count: number): number | null {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return (here + 1) % count;
    case 'ArrowLeft':
    case 'ArrowUp':
      return (here - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
