/** The throughput of all downloads over the last minute, and the limit that caps it. */
import { countOf } from '@sluice/model';
import { formatThroughput, throughputParts } from '@sluice/words';
import { useLanguage, useWords } from '../i18n/use-words.ts';
import { useWindow } from '../state/context.tsx';
import { LimitControl } from './limit-control.tsx';
import { ThroughputChart } from './throughput-chart.tsx';
import './throughput-meter.css';

export function ThroughputMeter() {
  const words = useWords();
  return (
    <section className="meter" aria-label={words.throughput.title}>
      <div className="meter-head">
        <span>{words.throughput.title}</span>
        <span className="meter-window">{words.throughput.window}</span>
      </div>
      <WholeChart />
      <div className="meter-now">
        <MeterNow />
        <LimitControl />
      </div>
    </section>
  );
}

function WholeChart() {
  const words = useWords();
  const language = useLanguage();
  const history = useWindow((state) => state.history);
  return <ThroughputChart history={history} height={52} label={words.throughput.chart(formatThroughput(history.at(-1) ?? 0, language))} />;
}

function MeterNow() {
  const language = useLanguage();
  const rate = useWindow((state) => (countOf(state.counts, 'active') === 0 ? 0 : state.throughput.bytesPerSecond));
  const { text, unit } = throughputParts(rate, language);
  return (
    <span className="meter-value">
      <strong>{text}</strong> {unit}
    </span>
  );
}
