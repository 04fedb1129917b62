import { windowWords } from '@sluice/words';
import { expect, test } from 'vitest';
import { imported } from './list-files.ts';

const REPLY = { kind: 'imported', added: 3, known: 1, finished: 0, refused: 2, incomplete: 1 } as const;

test('what came of an import is told in whole sentences, and nothing is said of what there is none of', () => {
  expect(imported(REPLY, windowWords('en'))).toBe(
    '3 downloads added, paused. 1 may need a new link. 1 was in the list already. 2 links could not be used.',
  );
  expect(imported(REPLY, windowWords('zh-CN'))).toBe('已添加 3 项下载，均已暂停。1 项可能需要新链接。1 项已在列表中。2 个链接无法使用。');
});

test('a list that is refused is told with its name, one that was not chosen not at all', () => {
  expect(imported({ kind: 'refused', name: 'x.json', reason: 'not-a-list' }, windowWords('en'))).toBe(
    '“x.json” is not a list of downloads.',
  );
  expect(imported({ kind: 'cancelled' }, windowWords('en'))).toBeNull();
});
