import { expect, test } from 'vitest';
import { checkSizes } from './size-bars.mjs';

test('a package that outgrew its bar is named with both sizes; kinds without a bar may have any', () => {
  const rpm = { name: 'a.rpm', bytes: 900e6 };
  checkSizes([{ name: 'a.deb', bytes: 85e6 }, { name: 'a.tar.gz', bytes: 105e6 }, rpm]);
  expect(() => checkSizes([rpm, { name: 'a.deb', bytes: 85.2e6 }])).toThrow('a.deb: 85.2 MB, of 85 MB');
  expect(() => checkSizes([{ name: 'a.tar.gz', bytes: 106e6 }])).toThrow('a.tar.gz: 106.0 MB, of 105 MB');
});
