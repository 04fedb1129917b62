import { expect, test } from 'vitest';
import { COMMAND_NAMES, OPTIONS_OF } from '../arguments/option-table.ts';
import { displayWidth } from '../terminal/display-width.ts';
import { helpText } from './help.ts';

const ABOUT = [null, ...COMMAND_NAMES];

test.each(['en', 'zh-CN'] as const)('help fits on a terminal of 80 columns and has examples (%s)', (language) => {
  for (const about of ABOUT) {
    const text = helpText(about, language);
    expect(Math.max(...text.split('\n').map(displayWidth))).toBeLessThanOrEqual(80);
    expect(text).toMatch(/(?:Examples:|示例：)\n {2}sluice /);
    expect(text.endsWith('\n')).toBe(true);
  }
});

test.each(['en', 'zh-CN'] as const)('help names every option of a command (%s)', (language) => {
  for (const command of COMMAND_NAMES) {
    const text = helpText(command, language);
    const missing = OPTIONS_OF[command].filter((option) => option !== 'version' && !text.includes(`--${option}`));
    expect([command, missing]).toEqual([command, command === 'list' ? ['quiet'] : []]);
  }
});
