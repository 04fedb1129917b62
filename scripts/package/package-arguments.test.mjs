import { expect, test } from 'vitest';
import { readPackageArguments } from './package-arguments.mjs';

const ARGS =
  '-s dir --force -t deb -d libnss3 -d xdg-utils --deb-recommends libsecret-1-0 --deb-compression xz --architecture amd64 --after-install /t/in --after-remove /t/out --version 0.1.0 --package /o/a.deb --name sluice --maintainer me --vendor me --url https://example.org --deb-priority optional --license MIT'.split(
    ' ',
  );

test('what electron-builder says becomes one value', () => {
  expect(readPackageArguments([...ARGS, '--description', 'Short\n Long.', '/a/=/opt/Sluice', '/i.png=/usr/share/i.png'])).toEqual({
    type: 'deb',
    name: 'sluice',
    version: '0.1.0',
    architecture: 'amd64',
    maintainer: 'me',
    output: '/o/a.deb',
    url: 'https://example.org',
    license: 'MIT',
    category: 'net',
    description: 'Short\n Long.',
    afterInstall: '/t/in',
    afterRemove: '/t/out',
    depends: ['libnss3', 'xdg-utils'],
    recommends: ['libsecret-1-0'],
    contents: [
      { from: '/a/', to: '/opt/Sluice' },
      { from: '/i.png', to: '/usr/share/i.png' },
    ],
  });
});

test('a call without a name, or with something that is no FROM=TO, is refused', () => {
  expect(() => readPackageArguments(['-t', 'deb'])).toThrow('--name');
  expect(() => readPackageArguments([...ARGS, '/nothing'])).toThrow('/nothing');
});
