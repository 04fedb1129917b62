import { expect, test } from 'vitest';
import { cacheFolder } from './cache-folder.mjs';

test('the cache folder follows SLUICE_CACHE_DIR, then XDG_CACHE_HOME, then the home folder', () => {
  expect(cacheFolder({ SLUICE_CACHE_DIR: '/c', XDG_CACHE_HOME: '/x' }, '/h')).toBe('/c');
  expect(cacheFolder({ XDG_CACHE_HOME: '/x' }, '/h')).toBe('/x/sluice-dev');
  expect(cacheFolder({}, '/h')).toBe('/h/.cache/sluice-dev');
});
