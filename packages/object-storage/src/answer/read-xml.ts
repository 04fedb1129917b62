/** XML of a store as plain values. No entities of its own making, no attributes, and never an exception. */
import { XMLParser } from 'fast-xml-parser';

type Node = Readonly<Record<string, unknown>>;

const parser = new XMLParser({
  ignoreAttributes: true,
  // Numbers are texts until somebody knows what they mean; entities are resolved below, the five of XML and numbers.
  parseTagValue: false,
  processEntities: false,
  trimValues: false,
});

/** The document by its root's name; null when it is none, or too odd to be read. */
export function readXml(text: string): Node | null {
  if (!text.includes('<')) return null;
  try {
    return asNode(parser.parse(text));
  } catch {
    return null;
  }
}

/** The text of an element; null when it is missing, or holds others. */
export function textIn(node: unknown, name: string): string | null {
  const value = asNode(node)?.[name];
  return typeof value === 'string' ? unescapeXml(value) : null;
}

function asNode(value: unknown): Node | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Node) : null;
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Resolves the five entities of XML and numbers; others stay as they are. */
export function unescapeXml(text: string): string {
  return text.replace(
    /&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([0-9a-f]{1,6}));/gi,
    (whole, name?: string, decimal?: string, hex?: string) => {
      if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
      const point = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return point <= 0x10_ffff ? String.fromCodePoint(point) : whole;
    },
  );
}
