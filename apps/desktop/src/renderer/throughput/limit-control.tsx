/** The cap over all downloads: presets, or any other in MB/s. */
import { holdsAt, type LimitTime } from '@sluice/ipc';
import { formatLimit } from '@sluice/words';
import { useId, useRef, useState } from 'react';
import { megabytesPerSecond, megabytesText } from '../add/add-form.ts';
import { Icon } from '../controls/icon.tsx';
import { useLanguage, useWords } from '../i18n/use-words.ts';
import { useNow } from '../jobs/use-now.ts';
import { useActions, useWindow } from '../state/context.tsx';
import './limit-control.css';

const NO_TIMES: readonly LimitTime[] = [];
const PRESETS: readonly (number | null)[] = [null, 500_000, 1_000_000, 2_000_000, 5_000_000, 10_000_000, 20_000_000, 50_000_000];

export function LimitControl() {
  const words = useWords();
  const language = useLanguage();
  const limit = useWindow((state) => state.settings?.limitBytesPerSecond ?? null);
  const popoverId = useId();
  const button = useRef<HTMLButtonElement>(null);
  const popover = useRef<HTMLDivElement>(null);
  const text = limit === null ? words.throughput.noLimit : formatLimit(limit, language);
  const place = (): void => {
    const rect = button.current?.getBoundingClientRect();
    if (rect === undefined || popover.current === null) return;
    popover.current.style.left = `${Math.max(8, rect.left - 40)}px`;
    popover.current.style.bottom = `${innerHeight - rect.top + 6}px`;
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className="text-button limit-button"
        popoverTarget={popoverId}
        aria-label={words.throughput.limitLabel(text)}
        title={words.throughput.limitLabel(text)}
        onClick={place}
      >
        <span>{text}</span>
        <Icon name="down" />
      </button>
      <div ref={popover} id={popoverId} popover="auto" className="menu limit-popover" role="dialog" aria-label={words.throughput.limit}>
        <LimitChoices
          key={limit}
          limit={limit}
          close={() => {
            popover.current?.hidePopover();
          }}
        />
      </div>
    </>
  );
}

function LimitChoices({ limit, close }: { readonly limit: number | null; readonly close: () => void }) {
  const words = useWords();
  const language = useLanguage();
  const actions = useActions();
  const times = useWindow((state) => state.settings?.limitTimes ?? NO_TIMES);
  const now = new Date(useNow(times.length > 0));
  const timed = times.find((time) => holdsAt(time, now));
  const [custom, setCustom] = useState(PRESETS.includes(limit) ? '' : megabytesText(limit));
  const chosen = megabytesPerSecond(custom);
  const set = (limitBytesPerSecond: number | null): void => {
    actions.saveSettings({ limitBytesPerSecond });
    close();
  };
  return (
    <>
      {timed !== undefined && (
        <p className="limit-now" role="note">
          {words.places.limitNow(
            timed.limitBytesPerSecond === null ? words.throughput.noLimit : formatLimit(timed.limitBytesPerSecond, language),
          )}
        </p>
      )}
      {PRESETS.map((preset) => (
        <button
          key={preset}
          type="button"
          aria-pressed={preset === limit}
          onClick={() => {
            set(preset);
          }}
        >
          <span>{preset === null ? words.throughput.noLimit : formatLimit(preset, language)}</span>
          {preset === limit && <Icon name="check" />}
        </button>
      ))}
      <form
        className="limit-custom"
        onSubmit={(event) => {
          event.preventDefault();
          if (chosen !== null) set(chosen);
        }}
      >
        <input
          type="text"
          inputMode="decimal"
          aria-label={words.throughput.custom}
          placeholder={words.throughput.custom}
          value={custom}
          onChange={(event) => {
            setCustom(event.target.value);
          }}
        />
        <button type="submit" className="plain-button" disabled={chosen === null}>
          {words.throughput.set}
        </button>
      </form>
    </>
  );
}
