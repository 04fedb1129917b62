import { expect, test } from 'vitest';
import { MAX_FILE_BYTES, canTake, readDrop, type DropPorts } from './read-drop.ts';

/** As much of a DataTransfer as a drop is read from. */
function dropped(data: Readonly<Record<string, string>>, files: readonly File[] = []): DataTransfer {
  return { files, getData: (type: string) => data[type] ?? '' } as unknown as DataTransfer;
}

const link = { url: 'https://a.example/9', mirrors: [], name: 'nine.iso', sizeBytes: null, checksum: null };

function ports(asked: string[][] = []): DropPorts {
  return {
    pathOf: ({ name }) => (name.startsWith('virtual') ? '' : `/home/${name}`),
    readFiles: (paths) => {
      asked.push([...paths]);
      return Promise.resolve({ links: [link], refused: [{ name: 'bad.meta4', reason: 'malformed' }] });
    },
    isOwn: (path) => path === '/home/done.iso',
  };
}

test('all addresses of a list are read, its comments are not', async () => {
  const drop = dropped({ 'text/uri-list': '# note\r\nhttps://a.example/1', 'text/plain': 'https://a.example/1\nhttps://a.example/2' });
  expect((await readDrop(drop, ports()))?.text).toBe('https://a.example/1\nhttps://a.example/1\nhttps://a.example/2');
});

test('files of links are read where they are; others for their text, unless they are too large or none', async () => {
  const asked: string[][] = [];
  const files = [
    new File(['[x]'], 'page.URL'),
    new File(['<m/>'], 'bad.meta4'),
    new File(['https://a.example/3'], 'notes.md'),
    new File(['https://a.example/4'], 'virtual.txt'),
    new File(['\0\0'], 'picture.png'),
    new File(['https://a.example/5'], 'big.iso.aria2'),
    new File([new Uint8Array(MAX_FILE_BYTES + 1)], 'dump.log'),
  ];
  expect(await readDrop(dropped({}, files), ports(asked))).toEqual({
    text: 'https://a.example/3\nhttps://a.example/4\n',
    links: [link],
    refused: [
      { name: 'bad.meta4', reason: 'malformed' },
      { name: 'dump.log', reason: 'too-large' },
    ],
    unfinished: ['/home/big.iso.aria2'],
  });
  expect(asked).toEqual([['/home/page.URL', '/home/bad.meta4']]);
});

test('a finished file that is dragged out and back again is nothing new', () => {
  expect(readDrop(dropped({}, [new File(['x'], 'done.iso')]), ports())).toBeNull();
});

test('the window is a target for links, text and files only', () => {
  expect([canTake(['Files']), canTake(['text/plain']), canTake(['application/x-row'])]).toEqual([true, true, false]);
});
