/** Other limits at certain times of the week, one card each. */
import { MAX_LIMIT_TIMES, holdsAt, type LimitTime, type Settings } from '@sluice/ipc';
import { megabytesPerSecond, megabytesText } from '../add/add-form.ts';
import { Icon, IconButton } from '../controls/icon.tsx';
import { NumberField } from '../controls/number-field.tsx';
import { useLanguage, useWords } from '../i18n/use-words.ts';
import { useNow } from '../jobs/use-now.ts';
import { useActions } from '../state/context.tsx';
import { Group } from './group.tsx';
import './limit-times.css';
import { describeWeekTime } from './schedule.ts';
import { WeekTimeFields } from './schedule-editor.tsx';

/** Offered first: what a line has left while people work on it. */
const OFFICE: LimitTime = { days: [1, 2, 3, 4, 5], fromMinutes: 8 * 60, toMinutes: 18 * 60, limitBytesPerSecond: 1_000_000 };

export function LimitTimes({ settings: { limitTimes } }: { readonly settings: Settings }) {
  const { places } = useWords();
  const { saveSettings } = useActions();
  const now = new Date(useNow(limitTimes.length > 0));
  const inForce = limitTimes.findIndex((time) => holdsAt(time, now));
  const save = (next: readonly LimitTime[]): void => saveSettings({ limitTimes: next });
  return (
    <Group title={places.limitTimes} hint={places.limitTimesHint}>
      {limitTimes.length > 0 && (
        <ul className="limit-times">
          {limitTimes.map((time, index) => (
            // A card has no name of its own: its place in the order is what it is.
            <LimitTimeCard
              key={`${index} of ${limitTimes.length}`}
              time={time}
              inForce={index === inForce}
              onChange={(changed) => save(limitTimes.with(index, changed))}
              onRemove={() => save(limitTimes.toSpliced(index, 1))}
            />
          ))}
        </ul>
      )}
      <button
        type="button"
        className="plain-button add-time"
        disabled={limitTimes.length >= MAX_LIMIT_TIMES}
        onClick={() => save([...limitTimes, OFFICE])}
      >
        <Icon name="add" />
        {places.addTime}
      </button>
    </Group>
  );
}

interface LimitTimeCardProps {
  readonly time: LimitTime;
  readonly inForce: boolean;
  readonly onChange: (time: LimitTime) => void;
  readonly onRemove: () => void;
}

function LimitTimeCard({ time, inForce, onChange, onRemove }: LimitTimeCardProps) {
  const words = useWords();
  const { places } = words;
  const name = describeWeekTime(time, useLanguage());
  return (
    <li className="limit-time" aria-label={name}>
      <div className="limit-time-head">
        <strong title={name}>{name}</strong>
        {inForce && <span className="tag">{places.now}</span>}
        <span className="grow" />
        <IconButton icon="remove" label={places.removeTime(name)} onClick={onRemove} />
      </div>
      <div className="schedule">
        <WeekTimeFields time={time} onChange={onChange} />
        <NumberField
          label={places.timeLimit}
          value={megabytesText(time.limitBytesPerSecond)}
          placeholder={words.settings.limitHint}
          fault={words.add.limitBad}
          read={megabytesPerSecond}
          onNumber={(limitBytesPerSecond) => onChange({ ...time, limitBytesPerSecond })}
        />
      </div>
    </li>
  );
}
