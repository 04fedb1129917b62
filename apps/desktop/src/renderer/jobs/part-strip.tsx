/** The file as a strip: durable, arriving, missing. At most 60 elements, moved by transforms alone. */
import type { BarView } from './bar-view.ts';
import type { Tone } from './row-view.ts';
import './part-strip.css';

interface PartStripProps {
  readonly bar: BarView;
  readonly tone: Tone;
  readonly label: string;
}

export function PartStrip({ bar, tone, label }: PartStripProps) {
  const unknown = bar.fraction === null;
  return (
    <div
      className={`strip strip-${tone}`}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={bar.fraction === null ? undefined : Math.floor(bar.fraction * 100)}
      aria-valuetext={bar.text === '' ? undefined : bar.text}
    >
      {unknown && tone === 'active' && <span className="strip-unknown" />}
      {bar.segments.slice(0, 60).map(({ from, to, kind }, index) => (
        <span
          key={index}
          className={`strip-${kind}`}
          style={{ transform: `translateX(${from * 100}%) scaleX(${Math.max(0, to - from)})` }}
        />
      ))}
    </div>
  );
}
