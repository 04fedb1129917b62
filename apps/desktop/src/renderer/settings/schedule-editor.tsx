/** At which times of which days downloads may run. Days can't all be taken away: that would be never. */
import type { Schedule } from '@sluice/ipc';
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
          <Days schedule={schedule} onChange={onChange} />
          <Time
            label={preferences.from}
            minutes={schedule.fromMinutes}
            onMinutes={(fromMinutes) => onChange({ ...schedule, fromMinutes })}
          />
          <Time
            label={preferences.to}
            minutes={schedule.toMinutes}
            note={schedule.toMinutes <= schedule.fromMinutes ? preferences.overnight : ''}
            onMinutes={(toMinutes) => onChange({ ...schedule, toMinutes })}
          />
        </div>
      )}
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
