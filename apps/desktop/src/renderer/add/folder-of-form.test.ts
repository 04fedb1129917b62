import { defaultSettings, NO_CATEGORY_FOLDERS, type Settings } from '@sluice/ipc';
import { expect, test } from 'vitest';
import { EMPTY_FORM } from './add-form.ts';
import { folderOfForm } from './folder-of-form.ts';

const SETTINGS: Settings = {
  ...defaultSettings('/home/a/Downloads'),
  proxy: 'system',
  categoryFolders: { ...NO_CATEGORY_FOLDERS, video: '/srv/video' },
};

test('a link goes to the folder of its category, by the name that was typed or the link', () => {
  const folder = (links: readonly string[], name = ''): string => folderOfForm({ ...EMPTY_FORM, name }, links, SETTINGS);
  expect([
    folder(['https://a.example/talk.mp4?x=1']),
    folder(['https://a.example/get?id=1'], 'talk.mkv'),
    folder(['https://a.example/a.mp4', 'https://a.example/b.mp4']),
    folder(['https://a.example/a.mp4', 'https://a.example/b.pdf']),
    folder([]),
  ]).toEqual(['/srv/video', '/srv/video', '/srv/video', '/home/a/Downloads', '/home/a/Downloads']);
});

test('a folder that was chosen counts for all', () => {
  expect(folderOfForm({ ...EMPTY_FORM, directory: '/tmp/x' }, ['https://a.example/a.mp4'], SETTINGS)).toBe('/tmp/x');
});
