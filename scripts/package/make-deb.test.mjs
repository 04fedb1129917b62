import { expect, test } from 'vitest';
import { debControl } from './make-deb.mjs';

test('the control file names what is needed, and leaves out what is empty', () => {
  const wish = {
    type: 'deb',
    name: 'sluice-desktop',
    version: '0.1.0',
    architecture: 'amd64',
    maintainer: 'Someone <s@example.org>',
    url: '',
    license: 'MIT',
    description: 'Short line\n Longer text.\n\n More.',
    category: 'net',
    output: '/o',
    afterInstall: null,
    afterRemove: null,
    depends: ['libnss3', 'libgtk-3-0 | libgtk-3-0t64'],
    recommends: [],
    contents: [],
  };
  expect(debControl(wish, 2049)).toBe(
    'Package: sluice-desktop\nVersion: 0.1.0\nArchitecture: amd64\nMaintainer: Someone <s@example.org>\nInstalled-Size: 3\n' +
      'Depends: libnss3, libgtk-3-0 | libgtk-3-0t64\nSection: net\nPriority: optional\nDescription: Short line\n Longer text.\n .\n More.\n',
  );
});
