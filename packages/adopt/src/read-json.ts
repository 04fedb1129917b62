/** JSON from a file that anybody may have written: every field is bounded and typed before it is used. */

export type JsonObject = Readonly<Record<string, unknown>>;

const MAX_TEXT_LENGTH = 4096;

/** Null for what is no JSON object. The numbers named, which may pass 2^53, come as text. */
export function parseObject(text: string, bigNumbers: readonly string[] = []): JsonObject | null {
  // Within a JSON string the closing quote of the name would be escaped, so that only names match.
  const quoted = bigNumbers.reduce(
    (json, name) => json.replace(new RegExp(`("${name}"\\s*:\\s*)(\\d{1,20})(?=[\\s,}])`, 'g'), '$1"$2"'),
    text,
  );
  try {
    return objectOf(JSON.parse(quoted) as unknown);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

export function objectOf(value: unknown): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}

/** At most `most` entries. */
export function listOf(value: unknown, most: number): readonly unknown[] | null {
  return Array.isArray(value) && value.length <= most ? (value as readonly unknown[]) : null;
}

/** Text without control characters. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.length <= MAX_TEXT_LENGTH && !/[\u0000-\u001f\u007f]/.test(value) ? value : null;
}

/** A count of bytes or an index that a number can hold exactly. */
export function countOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

/** An unsigned 64-bit number that `parseObject` kept as text. */
export function uint64Of(value: unknown): bigint | null {
  if (typeof value !== 'string' || !/^\d{1,20}$/.test(value)) return null;
  const number = BigInt(value);
  return number < 1n << 64n ? number : null;
}
