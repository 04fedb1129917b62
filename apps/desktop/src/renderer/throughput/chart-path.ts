/** The outline of a throughput chart: a curve through the middles between the values, so that it neither overshoots nor has corners. */
import { ceilingOf, type ThroughputHistory } from './throughput-history.ts';

export interface ChartPath {
  readonly line: string;
  readonly area: string;
}

export function chartPath(history: ThroughputHistory, width: number, height: number): ChartPath {
  const ceiling = ceilingOf(history);
  const step = width / Math.max(1, history.length - 1);
  const points = history.map((value, index) => [index * step, height - (value / ceiling) * (height - 2) - 1] as const);
  const [first, ...rest] = points;
  const last = points.at(-1);
  if (first === undefined || last === undefined) return { line: '', area: '' };
  const curves = rest.map(([x, y], index) => {
    const [fromX, fromY] = points[index] ?? first;
    return `Q${round(fromX)} ${round(fromY)} ${round((fromX + x) / 2)} ${round((fromY + y) / 2)}`;
  });
  const line = `M${round(first[0])} ${round(first[1])}${curves.join('')}L${round(last[0])} ${round(last[1])}`;
  return { line, area: `${line}V${height}H0Z` };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
