/** The file's parts as a field of cells on one canvas: 240 squares, whatever the file. */
import type { StripSegment } from '@sluice/model';
import { useEffect, useRef } from 'react';
import { CELLS, partCells, type Cell } from './part-cells.ts';

const COLUMNS = 30;
const ROWS = CELLS / COLUMNS;
const GAP = 2;

interface PartMapProps {
  readonly segments: readonly StripSegment[];
  readonly label: string;
}

export function PartMap({ segments, label }: PartMapProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    const cells = partCells(segments);
    const paint = (): void => {
      draw(element, cells);
    };
    paint();
    const resized = new ResizeObserver(paint);
    resized.observe(element);
    const themed = new MutationObserver(paint);
    themed.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    scheme.addEventListener('change', paint);
    return () => {
      resized.disconnect();
      themed.disconnect();
      scheme.removeEventListener('change', paint);
    };
  }, [segments]);
  return <canvas ref={canvas} className="part-map" role="img" aria-label={label} />;
}

function draw(canvas: HTMLCanvasElement, cells: readonly Cell[]): void {
  const scale = devicePixelRatio;
  const side = (canvas.clientWidth - GAP * (COLUMNS - 1)) / COLUMNS;
  const height = Math.round((side + GAP) * ROWS - GAP);
  canvas.style.height = `${height}px`;
  canvas.width = Math.round(canvas.clientWidth * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext('2d');
  if (context === null || side <= 0) return;
  context.scale(scale, scale);
  const colours = coloursOf(canvas);
  cells.forEach((cell, index) => {
    const x = (index % COLUMNS) * (side + GAP);
    const y = Math.floor(index / COLUMNS) * (side + GAP);
    context.fillStyle = colours[cell];
    context.beginPath();
    context.roundRect(x, y, side, side, 1.8);
    context.fill();
  });
}

/** The style sheet hands the theme's colours over in properties that a canvas has no other use for. */
function coloursOf(canvas: HTMLCanvasElement): Readonly<Record<Cell, string>> {
  const style = getComputedStyle(canvas);
  return { durable: style.fill, arriving: style.stroke, missing: style.floodColor };
}
