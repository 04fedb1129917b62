/** One minute of throughput as a curve. It has a fixed number of points, whatever it shows. */
import { memo } from 'react';
import { chartPath } from './chart-path.ts';
import type { ThroughputHistory } from './throughput-history.ts';
import './throughput-chart.css';

const WIDTH = 240;

interface ThroughputChartProps {
  readonly history: ThroughputHistory;
  readonly height: number;
  readonly label: string;
}

export const ThroughputChart = memo(function ThroughputChart({ history, height, label }: ThroughputChartProps) {
  const { line, area } = chartPath(history, WIDTH, height);
  return (
    <svg className="chart" viewBox={`0 0 ${WIDTH} ${height}`} height={height} preserveAspectRatio="none" role="img" aria-label={label}>
      <path className="chart-area" d={area} />
      <path className="chart-line" d={line} />
    </svg>
  );
});
