import { expect, test } from 'vitest';
import { MAX_FILE_BYTES, canTake, readDrop } from './read-drop.ts';

/** As much of a DataTransfer as a drop is read from. */
function dropped(data: Readonly<Record<string, string>>, files: readonly File[] = []): DataTransfer {
  return { files, getData: (type: string) => data[type] ?? '' } as unknown as DataTransfer;
}

test('all addresses of a list are read, its comments are not', async () => {
  const drop = dropped({ 'text/uri-list': '# note\r\nhttps://a.example/1', 'text/plain': 'https://a.example/1\nhttps://a.example/2' });
  expect((await readDrop(drop)).text).toBe('https://a.example/1\nhttps://a.example/1\nhttps://a.example/2');
});

test('files are read as text; too large and binary ones are not', async () => {
  const small = new File(['https://a.example/3'], 'links.txt');
  const binary = new File(['\0\0'], 'picture.png');
  const large = new File([new Uint8Array(MAX_FILE_BYTES + 1)], 'dump.txt');
  expect(await readDrop(dropped({}, [small, binary, large]))).toEqual({
    text: 'https://a.example/3\n',
    tooLarge: ['dump.txt'],
    unreadable: [],
  });
});

test('the window is a target for links, text and files only', () => {
  expect([canTake(['Files']), canTake(['text/plain']), canTake(['application/x-row'])]).toEqual([true, true, false]);
});
