/**
 * A menu in the browser's top layer: arrow keys, Home, End, Escape. It closes by itself when something else is pressed; the
 * browser's own way of that would also take the release of the right button, which opened it, for such a press.
 */
import { useEffect, useLayoutEffect, useRef, type KeyboardEvent } from 'react';
import './menu.css';

interface MenuEntry {
  readonly key: string;
  readonly text: string;
  readonly danger?: boolean;
  /** A line above it: what follows is of another sort. */
  readonly parted?: boolean;
  /** The keys that do the same. */
  readonly keys?: string;
  readonly choose: () => void;
}

/** Where it opens: at a point, its upper left corner there unless the window's edge forbids it. */
export interface MenuPlace {
  readonly x: number;
  readonly y: number;
  /** Its upper right corner is there instead. */
  readonly alignRight: boolean;
}

interface MenuProps {
  readonly label: string;
  readonly entries: readonly MenuEntry[];
  readonly place: MenuPlace;
  readonly onClose: () => void;
}

export function Menu({ label, entries, place, onClose }: MenuProps) {
  const menu = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = menu.current;
    if (element === null) return;
    element.showPopover();
    const { width, height } = element.getBoundingClientRect();
    const left = place.alignRight ? place.x - width : place.x;
    element.style.left = `${Math.max(6, Math.min(left, innerWidth - width - 6))}px`;
    element.style.top = `${Math.max(6, place.y + height > innerHeight - 6 ? place.y - height - (place.alignRight ? 40 : 0) : place.y)}px`;
    element.querySelector<HTMLElement>('[role=menuitem]')?.focus({ preventScroll: true });
  }, [place]);
  useEffect(() => {
    const onPointerDown = (event: PointerEvent): void => {
      if (event.target instanceof Node && menu.current?.contains(event.target) !== true) onClose();
    };
    window.addEventListener('pointerdown', onPointerDown, true);
    window.addEventListener('blur', onClose);
    window.addEventListener('resize', onClose);
    return () => {
      window.removeEventListener('pointerdown', onPointerDown, true);
      window.removeEventListener('blur', onClose);
      window.removeEventListener('resize', onClose);
    };
  }, [onClose]);
  return (
    <div
      ref={menu}
      className="menu"
      popover="manual"
      role="menu"
      aria-label={label}
      onKeyDown={(event) => {
        onMenuKey(event, onClose);
      }}
      onClick={(event) => {
        event.stopPropagation();
      }}
    >
      {entries.map(({ key, text, danger = false, parted = false, keys, choose }) => (
        <button
          key={key}
          type="button"
          role="menuitem"
          tabIndex={-1}
          className={`${danger ? 'danger' : ''} ${parted ? 'parted' : ''}`}
          aria-keyshortcuts={keys}
          onClick={() => {
            onClose();
            choose();
          }}
        >
          <span>{text}</span>
          {keys !== undefined && <kbd aria-hidden="true">{shownKeys(keys)}</kbd>}
        </button>
      ))}
    </div>
  );
}

/** `Alt+ArrowUp` as keyboards show it. */
function shownKeys(keys: string): string {
  return keys.replace('ArrowUp', '↑').replace('ArrowDown', '↓').replace('Delete', 'Del').replace('+', ' ');
}

function onMenuKey(event: KeyboardEvent<HTMLDivElement>, onClose: () => void): void {
  event.stopPropagation();
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=menuitem]')];
  const here = items.findIndex((item) => item === document.activeElement);
  const target = menuTarget(event.key, here, items.length);
  if (target !== null) {
    event.preventDefault();
    items[target]?.focus();
  } else if (event.key === 'Tab' || event.key === 'Escape') {
    event.preventDefault();
    onClose();
  }
}

function menuTarget(key: string, here: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return (here + 1) % count;
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
