/** XML from strangers: no document types, so that no entity can be defined, and nothing deeper or longer than these files are. */
import { XMLParser } from 'fast-xml-parser';
import { SyntaxValidator } from 'fast-xml-validator';

const PARSER = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  // Read even where there is one, so that every element has the same shape.
  isArray: (_name, _path, _leaf, isAttribute) => !isAttribute,
  alwaysCreateTextNode: true,
  maxNestedTags: 32,
});

/** An element: attributes as `@name`, children as arrays by name, text as `#text`. */
export type XmlElement = Readonly<Record<string, unknown>>;

/** The document as a tree, or null when it is not well-formed or has a document type other than Apple's property lists. */
export function parseXml(text: string): XmlElement | null {
  const plain = text.replace(APPLE_DOCTYPE, '');
  if (/<!(?:DOCTYPE|ENTITY)/i.test(plain)) return null;
  try {
    SyntaxValidator.validate(plain);
    return asElement(PARSER.parse(plain));
  } catch {
    return null;
  }
}

/** It names a file on Apple's server and defines nothing. */
const APPLE_DOCTYPE = /<!DOCTYPE\s+plist\s+PUBLIC\s+"[^"<>]*"\s+"[^"<>]*"\s*>/;

export function childrenOf(element: XmlElement | null, name: string): readonly XmlElement[] {
  const found: unknown = element?.[name];
  return Array.isArray(found) ? found.map(asElement).filter((child) => child !== null) : [];
}

export function childOf(element: XmlElement | null, name: string): XmlElement | null {
  return childrenOf(element, name)[0] ?? null;
}

/** The element's own text, without white space around it. */
export function textOf(element: XmlElement | null): string {
  const text: unknown = element?.['#text'];
  return typeof text === 'string' ? text.trim() : '';
}

export function attributeOf(element: XmlElement | null, name: string): string | null {
  const value: unknown = element?.[`@${name}`];
  return typeof value === 'string' ? value : null;
}

function asElement(value: unknown): XmlElement | null {
  if (typeof value === 'string') return { '#text': value };
  return typeof value === 'object' && value !== null ? { ...value } : null;
}
