/** What opens a source, from the command line or from a file, so that it need not stand in the list of processes (spec D4, F6). */
import { parseHeaderLine } from '@sluice/model';
import { parseProxy } from '@sluice/engine';
import type { HiddenOption, UsageProblem } from './command.ts';
import type { Parsed } from './parse-options.ts';

type Header = readonly [name: string, value: string];

/** The text of a file, or null when it can't be read. */
export type ReadText = (path: string) => string | null;

export interface CredentialTexts {
  readonly header: readonly string[];
  readonly cookie: readonly string[];
  readonly user: string | undefined;
  readonly bearer: string | undefined;
}

/**
 * The request headers that these options make. `@FILE` in the place of a value stands for the lines of the file: all of them for
 * headers and cookies, the first for the others. No header name, cookie, user name or token begins with `@`, so nothing is lost.
 */
export function parseCredentials({ header, cookie, user, bearer }: CredentialTexts, readText: ReadText): Parsed<readonly Header[]> {
  const headers: Header[] = [];
  for (const text of header) {
    const lines = linesOf('header', text, readText);
    if (lines.kind === 'problem') return lines;
    for (const line of lines.value) {
      const parsed = parseHeaderLine(line);
      if (parsed === null) return problem({ kind: 'invalid-header', name: nameOf(line) });
      headers.push(parsed);
    }
  }
  const cookies: string[] = [];
  for (const text of cookie) {
    const lines = linesOf('cookie', text, readText);
    if (lines.kind === 'problem') return lines;
    for (const line of lines.value) {
      if (!isCookies(line)) return problem({ kind: 'invalid-hidden', option: 'cookie' });
      cookies.push(line);
    }
  }
  if (cookies.length > 0) headers.push(['Cookie', cookies.join('; ')]);
  for (const authorization of [basic(user, readText), token(bearer, readText)]) {
    if (authorization.kind === 'problem') return authorization;
    if (authorization.value !== null) headers.push(['Authorization', authorization.value]);
  }
  const twice = ['authorization', 'cookie'].find((name) => headers.filter(([one]) => one.toLowerCase() === name).length > 1);
  return twice === undefined ? { kind: 'value', value: headers } : problem({ kind: 'header-twice', name: twice });
}

/** `system`, `none`, or a proxy's URL. */
export function parseProxyOption(text: string | undefined, readText: ReadText): Parsed<string | null> {
  const given = firstLine('proxy', text, readText);
  if (given.kind === 'problem' || given.value === null) return given;
  const proxy = given.value.trim();
  const known = proxy === 'system' || parseProxy(proxy) !== null;
  return known ? { kind: 'value', value: proxy } : problem({ kind: 'invalid-hidden', option: 'proxy' });
}

/** RFC 7617: `NAME:PASSWORD` in UTF-8; the name ends at the first colon. */
function basic(text: string | undefined, readText: ReadText): Parsed<string | null> {
  const given = firstLine('user', text, readText);
  if (given.kind === 'problem' || given.value === null) return given;
  if (!/^[^:\p{Cc}]+:[^\p{Cc}]*$/u.test(given.value)) return problem({ kind: 'invalid-hidden', option: 'user' });
  return { kind: 'value', value: `Basic ${Buffer.from(given.value, 'utf8').toString('base64')}` };
}

/** RFC 6750 §2.1. */
function token(text: string | undefined, readText: ReadText): Parsed<string | null> {
  const given = firstLine('bearer', text, readText);
  if (given.kind === 'problem' || given.value === null) return given;
  if (!/^[A-Za-z0-9._~+/-]+=*$/.test(given.value)) return problem({ kind: 'invalid-hidden', option: 'bearer' });
  return { kind: 'value', value: `Bearer ${given.value}` };
}

/** RFC 6265 §4.2.1, a little wider: values as browsers send them, quotes and all. */
function isCookies(text: string): boolean {
  return parseHeaderLine(`Cookie: ${text}`) !== null && /^[^=;\s,"]+=[^;]*(?:; ?[^=;\s,"]+=[^;]*)*;?$/.test(text);
}

function firstLine(option: HiddenOption, text: string | undefined, readText: ReadText): Parsed<string | null> {
  if (text === undefined) return { kind: 'value', value: null };
  const lines = linesOf(option, text, readText);
  if (lines.kind === 'problem') return lines;
  const [line] = lines.value;
  return line === undefined ? problem({ kind: 'invalid-hidden', option }) : { kind: 'value', value: line };
}

function linesOf(option: HiddenOption | 'header', text: string, readText: ReadText): Parsed<readonly string[]> {
  if (!text.startsWith('@')) return { kind: 'value', value: [text] };
  const path = text.slice(1);
  const content = path === '' ? null : readText(path);
  if (content === null) return problem({ kind: 'file-unreadable', option, path });
  return { kind: 'value', value: content.split(/\r?\n/).filter((line) => line.trim() !== '') };
}

function nameOf(headerLine: string): string {
  const colon = headerLine.indexOf(':');
  return colon < 0 ? '' : headerLine.slice(0, colon);
}

function problem(what: UsageProblem): Parsed<never> {
  return { kind: 'problem', problem: what };
}
