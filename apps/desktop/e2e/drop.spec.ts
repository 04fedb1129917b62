/** What other programs drop on the window: links, text, and files that hold links. */
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bytesAsked, expectSeededFile, seededBytes, sha256OfSeed, tempFolder } from '@sluice/testkit';
import { expect, test } from './support/launch.ts';
import { longestTaskMs } from './support/longest-task.ts';
import { dropFiles, row, rowButton } from './support/window.ts';

const MIB = 1024 * 1024;

async function written(files: Readonly<Record<string, string>>): Promise<{ readonly paths: readonly string[]; remove(): Promise<void> }> {
  const folder = await tempFolder();
  await mkdir(folder.path, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder.path, name), text);
  return { paths: Object.keys(files).map((name) => join(folder.path, name)), remove: folder.remove };
}

test('files of links are queued at once, with their names and checksums, and Undo takes them back', async ({ sluice, origin }) => {
  const [text, shortcut, metalink] = ['/text.bin', '/shortcut.bin', '/x7f3'].map((path, seed) =>
    origin.serve(path, { seed, sizeBytes: 1000 + seed }),
  );
  const digest = sha256OfSeed(2, 1002);
  const files = await written({
    'list.txt': `see ${text ?? ''}.`,
    'page.url': `[InternetShortcut]\r\nURL=${shortcut ?? ''}\r\n`,
    'set.meta4': `<metalink xmlns="urn:ietf:params:xml:ns:metalink"><file name="named.iso"><hash type="sha-256">${digest}</hash><url>${metalink ?? ''}</url></file></metalink>`,
    'none.txt': 'nothing here',
  });
  const page = await sluice.start();
  await dropFiles(page, files.paths);
  for (const name of ['text.bin', 'shortcut.bin', 'named.iso']) await expect(rowButton(page, name, 'Open')).toBeVisible();
  await expect(row(page, 'named.iso')).toContainText('Verified');
  await expectSeededFile(join(sluice.downloads, 'named.iso'), 2, 1002);
  await expect(page.getByText('There is no link in “none.txt”.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row(page, 'named.iso')).toBeHidden();
  await files.remove();
});

test('five hundred links in a dropped file are shown, and then queued, without stopping the window', async ({ sluice, origin }) => {
  const urls = Array.from({ length: 500 }, (_unused, index) => origin.serve(`/many-${index}.bin`, { seed: index, sizeBytes: 10 }));
  const files = await written({ 'many.txt': urls.join('\n') });
  const page = await sluice.start();
  const longest = await longestTaskMs(sluice.electron, async () => {
    await dropFiles(page, files.paths);
    const dialog = page.getByRole('dialog', { name: 'Add downloads' });
    await expect(dialog).toContainText('500 links found');
    await expect(dialog.getByRole('list', { name: 'What the links lead to' }).getByRole('listitem')).toHaveCount(50);
    await expect(dialog).toContainText('and 450 more');
    await dialog.getByLabel('Start').selectOption({ label: 'Later, add paused' });
    await dialog.getByRole('button', { name: 'Download', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    await expect(page.getByRole('navigation', { name: 'Filters' }).getByRole('link', { name: /^All/ })).toContainText('500');
  });
  test.info().annotations.push({ type: 'longest task', description: `${Math.round(longest)} ms` });
  expect(longest).toBeLessThan(100);
  await files.remove();
});

test('a dropped Metalink arrives under its name and verified, though its first mirror is dead, and the details say where from', async ({
  sluice,
  origin,
}) => {
  const size = 300_000;
  const mirror = origin.serve('/copy.bin', { seed: 4, sizeBytes: size });
  const facts = `<size>${size}</size><hash type="sha-256">${sha256OfSeed(4, size)}</hash>`;
  const urls = `<url priority="1">http://127.0.0.1:1/dead.iso</url><url priority="2">${mirror}</url>`;
  const files = await written({
    'set.meta4': `<metalink xmlns="urn:ietf:params:xml:ns:metalink"><file name="disk.iso">${facts}${urls}</file></metalink>`,
  });
  const page = await sluice.start();
  await dropFiles(page, files.paths);
  await expect(row(page, 'disk.iso')).toContainText('Verified', { timeout: 30_000 });
  await expectSeededFile(join(sluice.downloads, 'disk.iso'), 4, size);
  await page.getByRole('tab', { name: 'Source' }).click();
  await expect(page.getByText(`${new URL(mirror).host} – in use`)).toBeVisible();
  await files.remove();
});

test('an unfinished file of another program is recognised, asks for its link, refuses another file, and goes on', async ({
  sluice,
  origin,
}) => {
  const size = 6 * MIB;
  const url = origin.serve('/big.bin', { seed: 5, sizeBytes: size });
  const other = origin.serve('/other.bin', { seed: 6, sizeBytes: size });
  const folder = await tempFolder();
  const path = join(folder.path, 'big.bin.part');
  await writeFile(path, seededBytes(5, { start: 0, end: 4 * MIB }));
  const page = await sluice.start();
  await dropFiles(page, [path]);
  const dialog = page.getByRole('dialog', { name: 'Go on with an unfinished file' });
  await expect(dialog).toContainText('up to 4.19 MB are there');
  const link = dialog.getByLabel('Link that it came from');
  await link.fill(other);
  await dialog.getByRole('button', { name: 'Go on with it' }).click();
  await expect(dialog).toContainText('Nothing was changed.');
  await link.fill(url);
  await dialog.getByRole('button', { name: 'Go on with it' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await expect(rowButton(page, 'big.bin', 'Open')).toBeVisible();
  await expectSeededFile(join(folder.path, 'big.bin'), 5, size);
  // Looked at by its head and by samples, and then only what is missing is asked for.
  const asked = origin.requests.filter(({ path: of }) => of === '/big.bin');
  const [head, ...rest] = asked;
  expect(head?.rangeAsked).toBe('bytes=0-');
  expect(bytesAsked(rest)).toBeLessThan(3 * MIB);
  // Far from all of it again; what was under way when connections shared the rest is counted, too.
  expect(origin.bytesSent('/big.bin')).toBeLessThan(size);
  await folder.remove();
});

/** As aria2 1.36 wrote it when it was killed: pieces of 1 MiB, of which the first three and half of the fourth are there. */
const ARIA2_RECORD = 'AAEAAAAAAAAAAAAQAAAAAAAAAGAAAAAAAAAAAAAAAAAAAeAAAAACAAAAAwAQAAAAAAAI/////wAAAAAAAAAFABAAAAAAAAgAAAAAAAAAAA==';

test('what aria2 left is dropped by its record, asks for the link, and goes on from what the record vouches for', async ({
  sluice,
  origin,
}) => {
  const size = 6 * MIB;
  const arrived = 3.5 * MIB;
  const url = origin.serve('/f.iso', { seed: 8, sizeBytes: size });
  const folder = await tempFolder();
  const at = (name: string): string => join(folder.path, name);
  await writeFile(at('f.iso'), seededBytes(8, { start: 0, end: arrived }));
  await writeFile(at('f.iso.aria2'), Buffer.from(ARIA2_RECORD, 'base64'));
  const page = await sluice.start();
  await dropFiles(page, [at('f.iso.aria2')]);
  const dialog = page.getByRole('dialog', { name: 'Go on with an unfinished file' });
  await expect(dialog).toContainText('f.iso');
  await expect(dialog).toContainText('aria2');
  await expect(dialog).toContainText('3.67');
  await expect(dialog.getByRole('button', { name: 'Go on with it' })).toBeDisabled();
  await dialog.getByLabel('Link that it came from').fill(url);
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  await expect(rowButton(page, 'f.iso', 'Open')).toBeVisible();
  await expectSeededFile(at('f.iso'), 8, size);
  // The rest, and what was fetched again to compare with; never all of it. Of the first look nobody reads more than the beginning.
  const asked = origin.requests.filter(({ rangeAsked }) => rangeAsked !== 'bytes=0-');
  expect(asked.reduce((sum, { bodyBytesSent }) => sum + bodyBytesSent, 0)).toBeLessThan(size - arrived + 1.5 * MIB);
  await row(page, 'f.iso').click();
  await page.getByRole('tab', { name: 'History' }).click();
  await expect(page.getByRole('tabpanel', { name: 'History' })).toContainText('Went on with the');
  expect((await readdir(folder.path)).filter((name) => !name.endsWith('.aria2'))).toEqual(['f.iso']);
  await folder.remove();
});

test('a Metalink that the app is opened with fills the Add dialog, and its mirrors go along', async ({ sluice, origin }) => {
  const mirror = origin.serve('/copy.bin', { seed: 7, sizeBytes: 5000 });
  const urls = `<url priority="1">http://127.0.0.1:1/dead.bin</url><url priority="2">${mirror}</url>`;
  const files = await written({
    'set.metalink': `<metalink xmlns="urn:ietf:params:xml:ns:metalink"><file name="opened.bin">${urls}</file></metalink>`,
  });
  const page = await sluice.start(...files.paths);
  const dialog = page.getByRole('dialog', { name: 'Add downloads' });
  await expect(dialog).toContainText('1 link found');
  await dialog.getByRole('button', { name: 'Download', exact: true }).click();
  await expect(rowButton(page, 'opened.bin', 'Open')).toBeVisible({ timeout: 30_000 });
  await expectSeededFile(join(sluice.downloads, 'opened.bin'), 7, 5000);
  await files.remove();
});
