/** What the basket does with a drop or a paste: few plain links are queued at once, everything else opens the window's Add dialog. */
import type { Client } from '@sluice/ipc';
import { EMPTY_FORM, addInput } from '../add/add-form.ts';
import { isWebLink, linksInText } from '../add/links-in-text.ts';
import type { ReadDrop } from '../drop/read-drop.ts';

/** More are looked at before they are queued, as in the window. */
const MANY_LINKS = 20;

export type Taken = { readonly kind: 'added'; readonly count: number } | { readonly kind: 'shown' | 'nothing' | 'failed' };

/** Never rejects. What could not be queued is shown in the Add dialog, so that nothing is lost. */
export async function takeLinks(client: Client, { text, links: fromFiles }: Pick<ReadDrop, 'text' | 'links'>): Promise<Taken> {
  const links = [...new Set([...linksInText(text).links, ...fromFiles.map(({ url }) => url)])];
  if (links.length === 0) return { kind: 'nothing' };
  try {
    if (links.length > MANY_LINKS || !links.every(isWebLink)) return await show(client, links);
    const known = new Map(fromFiles.map((link) => [link.url, link]));
    const { outcomes } = await client.invoke('jobs:add', addInput({ ...EMPTY_FORM, known }, links));
    const refused = links.filter((_link, index) => outcomes[index]?.kind !== 'added');
    if (refused.length > 0) await show(client, refused);
    return refused.length === links.length ? { kind: 'shown' } : { kind: 'added', count: links.length - refused.length };
  } catch {
    return { kind: 'failed' };
  }
}

async function show(client: Client, links: readonly string[]): Promise<Taken> {
  await client.invoke('window:show', { text: links.join('\n') });
  return { kind: 'shown' };
}
