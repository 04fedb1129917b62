/** A value as tables show it: three digits that mean something, and its unit. */
import type { Unit } from './figures.ts';

export function inUnit(value: number, unit: Unit): string {
  if (Number.isNaN(value)) return '–';
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  const text = value.toFixed(digits);
  return unit === 'times' ? `${text} ×` : `${text} ${unit}`;
}
