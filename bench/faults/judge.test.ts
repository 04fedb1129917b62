/** A verdict rests on the exit code and the bytes, and is the same for programs that name unfinished files differently. */
import { expect, test } from 'vitest';
import { judge, type FoundFile } from './judge.ts';

const BESIDE = { unfinishedEnding: '.part' };
const IN_PLACE = { unfinishedEnding: null };
const DONE = { kind: 'exit', code: 0 } as const;
const FAILED = { kind: 'exit', code: 8 } as const;
const OVER_TIME = { kind: 'time-limit' } as const;

const file = (content: FoundFile['content'], name = 'f.bin', sizeBytes = 100): FoundFile => ({ name, sizeBytes, content });

test('success with the right bytes is right, under whatever name', () => {
  expect(judge(DONE, [file('right', 'f.bin.0'), file('sound-part')], IN_PLACE)).toEqual({ kind: 'right' });
});

test('success with other bytes, or with a part of them is a wrong file called done', () => {
  expect(judge(DONE, [file('foreign')], IN_PLACE)).toEqual({ kind: 'wrong-called-done', found: file('foreign') });
  expect(judge(DONE, [file('sound-part')], IN_PLACE)).toEqual({ kind: 'wrong-called-done', found: file('sound-part') });
});

test('success without a file is told apart from a wrong file', () => {
  expect(judge(DONE, [], BESIDE)).toEqual({ kind: 'nothing-called-done' });
});

test('an error is honest, and what it leaves behind is told', () => {
  expect(judge(FAILED, [], IN_PLACE)).toEqual({ kind: 'honest-failure', code: 8, kept: 'nothing' });
  expect(judge(FAILED, [file('sound-part', 'f.bin', 0)], IN_PLACE)).toEqual({ kind: 'honest-failure', code: 8, kept: 'nothing' });
  expect(judge(FAILED, [file('sound-part', 'f.bin.part')], BESIDE)).toEqual({ kind: 'honest-failure', code: 8, kept: 'sound-part' });
  expect(judge(FAILED, [file('right')], IN_PLACE)).toEqual({ kind: 'honest-failure', code: 8, kept: 'whole-file' });
  expect(judge(FAILED, [file('foreign')], IN_PLACE)).toEqual({ kind: 'honest-failure', code: 8, kept: 'foreign' });
});

test('where unfinished files have another name, the final name alone claims success: with an error, and over time', () => {
  const wrong = { kind: 'wrong-called-done', found: file('foreign') };
  expect(judge(FAILED, [file('foreign')], BESIDE)).toEqual(wrong);
  expect(judge(OVER_TIME, [file('foreign')], BESIDE)).toEqual(wrong);
});

test('a run over time is hung, whatever it left', () => {
  expect(judge(OVER_TIME, [file('sound-part')], IN_PLACE)).toEqual({ kind: 'hung' });
});
