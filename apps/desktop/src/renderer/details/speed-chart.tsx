/** One download's last minute, with a scale and the value under the pointer. Loaded when it is first shown: nobody else needs uPlot. */
import { formatThroughput, windowWords, type Language } from '@sluice/words';
import { useEffect, useRef, useState } from 'react';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { HISTORY_SECONDS, ceilingOf, type ThroughputHistory } from '../throughput/throughput-history.ts';

interface SpeedChartProps {
  readonly history: ThroughputHistory;
  readonly language: Language;
  readonly label: string;
}

const HEIGHT = 104;
const SECONDS = Array.from({ length: HISTORY_SECONDS }, (_unused, index) => index - HISTORY_SECONDS + 1);

export function SpeedChart({ history, language, label }: SpeedChartProps) {
  const words = windowWords(language).detailTabs;
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot | null>(null);
  const [under, setUnder] = useState<number | null>(null);
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const chart = new UPlot(chartOptions(element, language, setUnder), dataOf(history), element);
    plot.current = chart;
    const repaint = (): void => chart.redraw();
    const resized = new ResizeObserver(() => {
      chart.setSize({ width: element.clientWidth, height: HEIGHT });
    });
    resized.observe(element);
    const themed = new MutationObserver(repaint);
    themed.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    scheme.addEventListener('change', repaint);
    return () => {
      scheme.removeEventListener('change', repaint);
      themed.disconnect();
      resized.disconnect();
      chart.destroy();
      plot.current = null;
    };
    // The data comes in below: a new second redraws and does not build anew.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [language]);
  useEffect(() => {
    plot.current?.setData(dataOf(history));
  }, [history]);
  const value = under === null ? null : history[under];
  return (
    <div className="speed-chart" role="img" aria-label={label}>
      <div ref={place} />
      <p aria-hidden="true">
        <span>
          {value === undefined || value === null
            ? words.chartPeak(formatThroughput(Math.max(...history), language))
            : formatThroughput(value, language)}
        </span>
        <span>{under === null ? '' : agoText(under, words)}</span>
      </p>
    </div>
  );
}

function agoText(index: number, words: ReturnType<typeof windowWords>['detailTabs']): string {
  const seconds = HISTORY_SECONDS - 1 - index;
  return seconds === 0 ? words.chartNow : words.chartAgo(String(seconds));
}

function dataOf(history: ThroughputHistory): UPlot.AlignedData {
  return [SECONDS, [...history]];
}

function chartOptions(element: HTMLElement, language: Language, onPoint: (index: number | null) => void): UPlot.Options {
  // The style sheet hands the theme's colours over in properties that this element has no other use for.
  const colour = (of: (style: CSSStyleDeclaration) => string) => () => of(getComputedStyle(element));
  const font = '11px Inter, system-ui, sans-serif';
  const spline = UPlot.paths.spline?.();
  return {
    width: element.clientWidth,
    height: HEIGHT,
    padding: [8, 0, 8, 0],
    legend: { show: false },
    cursor: { x: true, y: false, drag: { x: false, y: false }, points: { size: 7 } },
    scales: { x: { time: false }, y: { range: (_plot, _min, max) => [0, ceilingOf([max])] } },
    axes: [
      { show: false },
      {
        size: 64,
        gap: 6,
        font,
        splits: (_plot, _axis, _min, max) => [0, max / 2, max],
        values: (_plot, splits) => splits.map((value) => (value === 0 ? '0' : formatThroughput(value, language))),
        stroke: colour((style) => style.lightingColor),
        grid: { stroke: colour((style) => style.floodColor), width: 1 },
        ticks: { show: false },
      },
    ],
    series: [
      {},
      {
        stroke: colour((style) => style.stroke),
        fill: colour((style) => style.fill),
        width: 1.6,
        points: { show: false },
        ...(spline === undefined ? {} : { paths: spline }),
      },
    ],
    hooks: {
      setCursor: [
        ({ cursor }) => {
          onPoint(cursor.idx ?? null);
        },
      ],
    },
  };
}
