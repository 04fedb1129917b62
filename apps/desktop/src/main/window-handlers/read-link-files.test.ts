import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tempFolder } from '@sluice/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { readLinkFiles } from './read-link-files.ts';

async function folderWith(files: Readonly<Record<string, string>>): Promise<(name: string) => string> {
  const folder = await tempFolder();
  onTestFinished(folder.remove);
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder.path, name), text);
  return (name) => join(folder.path, name);
}

test('links, names and checksums come in the order of the files; what holds none is named', async () => {
  const sha = 'ab'.repeat(32);
  const at = await folderWith({
    'list.txt': 'see https://a.example/1.zip and https://a.example/2.zip',
    'page.url': '[InternetShortcut]\r\nURL=https://b.example/3.zip\r\n',
    'set.meta4': `<metalink xmlns="urn:ietf:params:xml:ns:metalink"><file name="four.iso"><hash type="sha-256">${sha}</hash><size>4096</size><url priority="2">https://d.example/4</url><url priority="1">https://c.example/4</url></file></metalink>`,
    'photo.jpg': 'https://not.example/looked-at',
    'none.txt': 'nothing here',
  });
  await mkdir(at('folder.txt'));
  const names = ['list.txt', 'photo.jpg', 'page.url', 'set.meta4', 'none.txt', 'folder.txt', 'gone.txt'];
  expect(await readLinkFiles(names.map(at))).toEqual({
    links: [
      { url: 'https://a.example/1.zip', mirrors: [], name: null, sizeBytes: null, checksum: null },
      { url: 'https://a.example/2.zip', mirrors: [], name: null, sizeBytes: null, checksum: null },
      { url: 'https://b.example/3.zip', mirrors: [], name: null, sizeBytes: null, checksum: null },
      { url: 'https://c.example/4', mirrors: ['https://d.example/4'], name: 'four.iso', sizeBytes: 4096, checksum: `sha256:${sha}` },
    ],
    refused: [
      { name: 'photo.jpg', reason: 'unknown-type' },
      { name: 'none.txt', reason: 'no-links' },
      { name: 'folder.txt', reason: 'unreadable' },
      { name: 'gone.txt', reason: 'unreadable' },
    ],
  });
});
