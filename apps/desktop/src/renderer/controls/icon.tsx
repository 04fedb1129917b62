/** The icons, drawn as strokes, and the button that is nothing but one. */
import type { MouseEvent, ReactElement } from 'react';

const SHAPES = {
  logo: <path d="M3 6h18M3 12h11M3 18h5M17 11v9m0 0-3.4-3.4M17 20l3.4-3.4" />,
  search: <path d="M17.5 11a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0ZM16 16l4.5 4.5" />,
  pause: <path d="M8 5v14M16 5v14" />,
  resume: <path d="M8 5.5v13l10.5-6.5z" />,
  retry: <path d="M19.5 12a7.5 7.5 0 1 1-2.4-5.5M19.8 3.6v4.2h-4.2" />,
  settings: <path d="M4 7h10M18 7h2M4 17h2M10 17h10M18 7a2 2 0 1 1-4 0 2 2 0 0 1 4 0ZM10 17a2 2 0 1 1-4 0 2 2 0 0 1 4 0Z" />,
  add: <path d="M12 5v14M5 12h14" />,
  more: <path className="dots" d="M5 12h.01M12 12h.01M19 12h.01" />,
  close: <path d="m6 6 12 12M18 6 6 18" />,
  cancel: <path d="m7 7 10 10M17 7 7 17" />,
  remove: <path d="M4.5 7h15M9.5 7V4.5h5V7M6.5 7l.8 12.5h9.4L17.5 7M10.2 11v5M13.8 11v5" />,
  folder: <path d="M3 7.5V18h18V8.5h-9l-2-2.5H3z" />,
  open: <path d="M13 4.5h6.5V11M19 5l-8.5 8.5M10 5.5H5V19h13.5v-5" />,
  panel: <path d="M4 5h16v14H4zM14.5 5v14" />,
  notice: <path d="M12 4 2.8 19.5h18.4zM12 10v4.5M12 17.2v.01" />,
  up: <path d="m7 14 5-5 5 5" />,
  down: <path d="m7 10 5 5 5-5" />,
  drop: <path d="M12 4v11m0 0-4.5-4.5M12 15l4.5-4.5M4.5 19.5h15" />,
  check: <path d="m5.5 12.5 4.2 4.2 8.8-9.4" />,
  archive: <path d="M4 8.5h16v11H4zM4 8.5l1.5-4h13l1.5 4M12 8.5v5M10 13.5h4" />,
  video: <path d="M3.5 6h12v12h-12zM15.5 11l5-3v8l-5-3" />,
  audio: <path d="M9 17.5V6l10-2v11.5M9 17.5a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0ZM19 15.5a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0Z" />,
  image: <path d="M4 5h16v14H4zM4 16l4.5-4.5 4 4 3-3L20 17M15.5 9.2v.01" />,
  program: <path d="M4 5h16v14H4zM7.5 10l2.5 2.2L7.5 14.5M12.5 15h4" />,
  document: <path d="M6.5 3.5H13l4.5 4.5v12.5h-11zM9.5 12.5h5M9.5 16h5" />,
  file: <path d="M6.5 3.5H13l4.5 4.5v12.5h-11zM13 3.5V8h4.5" />,
  copy: <path d="M9 9h11v11H9zM5.5 15H4V4h11v1.5" />,
  link: <path d="M10 14a4 4 0 0 0 5.7 0l3.3-3.3A4 4 0 0 0 13.3 5L12 6.3M14 10a4 4 0 0 0-5.7 0L5 13.3A4 4 0 0 0 10.7 19l1.3-1.3" />,
} as const satisfies Record<string, ReactElement>;

export type IconName = keyof typeof SHAPES;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className={`icon icon-${name}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {SHAPES[name]}
    </svg>
  );
}

interface IconButtonProps {
  readonly icon: IconName;
  readonly label: string;
  readonly onClick: (event: MouseEvent<HTMLButtonElement>) => void;
  readonly disabled?: boolean;
  readonly pressed?: boolean;
  readonly className?: string;
  readonly tabIndex?: number;
}

export function IconButton({ icon, label, onClick, disabled = false, pressed, className = '', tabIndex }: IconButtonProps) {
  return (
    <button
      type="button"
      className={`icon-button ${className}`}
      aria-label={label}
      title={label}
      disabled={disabled}
      aria-pressed={pressed}
      tabIndex={tabIndex}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}
