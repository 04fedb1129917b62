import { expect, test } from 'vitest';
import { withoutSecrets } from './log-line.ts';

test('a logged fault has no credentials and no tokens', () => {
  const text = withoutSecrets('Error: at https://user:hunter2@example.org/a?X-Amz-Signature=hunter2&b=1 and so on');
  expect(text).not.toContain('hunter2');
  expect(text).toContain('example.org/a');
});
