import type { Job } from '@sluice/model';
import { expect, test } from 'vitest';
import { aJob } from '../state/a-job.test-data.ts';
import { objectTag } from './object-tag.ts';

const at = (url: string, object?: Job['options']['object']): Job => {
  const job = aJob({ kind: 'queued' });
  return { ...job, source: { url, host: 'pictures' }, options: { ...job.options, ...(object === undefined ? {} : { object }) } };
};

test('an object is marked with its store and its connection; a web link is not marked', () => {
  expect(objectTag(at('https://a.example/x'))).toBeNull();
  expect(objectTag(at('s3://pictures/x'))).toBe('s3');
  expect(objectTag(at('oss://pictures/x', { connection: { kind: 'saved', id: '1', name: 'Work' } }))).toBe('oss · Work');
});
