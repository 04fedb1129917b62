/** At which times of which days downloads may run. Days can't all be taken away: that would be never. */
import type { Schedule, WeekTime } from '@sluice/ipc';
import { useState } from 'react';
import { CheckField } from '../controls/check-field.tsx';
import { Field } from '../controls/field.tsx';
import { useLanguage, useWords } from '../i18n/use-words.ts';
import { NIGHTS, WEEK, dayName, readTime, timeText, withDay } from './schedule.ts';
import './schedule-editor.css';

interface ScheduleEditorProps {
  readonly schedule: Schedule | null;
  readonly onChange: (schedule: Schedule | null) => void;
}

export function ScheduleEditor({ schedule, onChange }: ScheduleEditorProps) {
  const { preferences } = useWords();
  /** What was set before it was switched off. */
  const [before, setBefore] = useState(schedule ?? NIGHTS);
  return (
    <>
      <CheckField
        label={preferences.schedule}
        hint={preferences.scheduleHint}
        checked={schedule !== null}
        onCheck={(on) => {
          if (schedule !== null) setBefore(schedule);
          onChange(on ? before : null);
        }}
      />
      {schedule !== null && (
        <div className="schedule">
          <WeekTimeFields time={schedule} onChange={onChange} />
        </div>
      )}
    </>
  );
}

interface WeekTimeProps<T extends WeekTime> {
  readonly time: T;
  readonly onChange: (time: T) => void;
}

/** The days, the beginning and the end of a time of the week; whatever else belongs to it stays. */
export function WeekTimeFields<T extends WeekTime>({ time, onChange }: WeekTimeProps<T>) {
  const { preferences } = useWords();
  return (
    <>
      <Days schedule={time} onChange={({ days }) => onChange({ ...time, days })} />
      <Time label={preferences.from} minutes={time.fromMinutes} onMinutes={(fromMinutes) => onChange({ ...time, fromMinutes })} />
      <Time
        label={preferences.to}
        minutes={time.toMinutes}
        note={time.toMinutes <= time.fromMinutes ? preferences.overnight : ''}
        onMinutes={(toMinutes) => onChange({ ...time, toMinutes })}
      />
    </>
  );
}

interface DaysProps {
  readonly schedule: Schedule;
  readonly onChange: (schedule: Schedule) => void;
}

function Days({ schedule, onChange }: DaysProps) {
  const { preferences } = useWords();
  const language = useLanguage();
  const only = schedule.days.length === 1 ? schedule.days[0] : null;
  return (
    <fieldset className="days">
      <legend>{preferences.days}</legend>
      {WEEK.map((day) => (
        <label key={day} className="day" title={day === only ? preferences.noDay : dayName(day, language, 'long')}>
          <input
            type="checkbox"
            className="unseen"
            aria-label={dayName(day, language, 'long')}
            checked={schedule.days.includes(day)}
            disabled={day === only}
            onChange={(event) => {
              onChange(withDay(schedule, day, event.target.checked));
            }}
          />
          <span>{dayName(day, language, 'short')}</span>
        </label>
      ))}
    </fieldset>
  );
}

interface TimeProps {
  readonly label: string;
  readonly minutes: number;
  readonly note?: string;
  readonly onMinutes: (minutes: number) => void;
}

function Time({ label, minutes, note = '', onMinutes }: TimeProps) {
  return (
    <Field label={label} className="time-field">
      {({ id }) => (
        <>
          <input
            id={id}
            type="time"
            required
            value={timeText(minutes)}
            aria-describedby={note === '' ? undefined : `${id}-note`}
            onChange={(event) => {
              const read = readTime(event.target.value);
              if (read !== null) onMinutes(read);
            }}
          />
          {note !== '' && (
            <p className="field-hint" id={`${id}-note`}>
              {note}
            </p>
          )}
        </>
      )}
    </Field>
  );
}
