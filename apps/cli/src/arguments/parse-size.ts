/** Sizes as people write them on a command line: `8M`, `100K`, `1.5G`, `4096`; multiples of 1024, as in curl. */
const UNITS: Readonly<Record<string, number>> = { '': 1, K: 1024, M: 1024 ** 2, G: 1024 ** 3, T: 1024 ** 4 };

/** Whole bytes, or null for what is no size. `MB` is refused, because it means a million to some and 1024² to others; `MiB` is clear. */
export function parseSize(text: string): number | null {
  const match = /^(\d{1,16}(?:\.\d{1,6})?)(?:([KMGT])(?:IB)?)?$/.exec(text.trim().toUpperCase());
  const unit = UNITS[match?.[2] ?? ''];
  if (match === null || unit === undefined) return null;
  const bytes = Number(match[1]) * unit;
  return Number.isSafeInteger(Math.round(bytes)) && (unit > 1 || Number.isInteger(bytes)) ? Math.round(bytes) : null;
}
