import { expect, test } from 'vitest';
import { autostartEntry } from './autostart-entry.ts';

test('every argument is quoted as the specification says', () => {
  const exec = /^Exec=(.*)$/m.exec(autostartEntry(['/opt/My Apps/sluice', '--hidden', 'a"b$c`d\\e%f']))?.[1];
  expect(exec).toBe('"/opt/My Apps/sluice" "--hidden" "a\\\\"b\\\\$c\\\\`d\\\\\\\\e%%f"');
});
