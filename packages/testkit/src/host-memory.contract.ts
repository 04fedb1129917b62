/** What every adapter of the engine's HostMemory port must do; each runs these tests against itself. */
import { NOTHING_KNOWN, type HostFacts, type HostMemory } from '@sluice/engine';
import { describe, expect, test } from 'vitest';

const FACTS: HostFacts = {
  refusesIfRangeAtMs: 1_750_000_000_000.5,
  connections: { most: 4, atMs: 1_750_000_000_001 },
  best: { connections: 2, atMs: 1_750_000_000_002.5 },
};

/** Registers the contract's tests for one adapter; `open` gives an empty one, and what `reopen` gives is looked at after a new start. */
export function hostMemoryContract(name: string, open: () => { readonly memory: HostMemory; readonly reopen: () => HostMemory }): void {
  describe(`${name} keeps the HostMemory contract:`, () => {
    test('of a server that was never met nothing is known', () => {
      expect(open().memory.recall('files.example')).toBeNull();
    });

    test('what was learned is recalled whole, by host and port', () => {
      const { memory } = open();
      memory.learn('files.example:8080', FACTS);
      expect([memory.recall('files.example:8080'), memory.recall('files.example')]).toEqual([FACTS, null]);
    });

    test('what is learned last replaces what was known, nulls included', () => {
      const { memory } = open();
      memory.learn('a', FACTS);
      memory.learn('a', { ...FACTS, refusesIfRangeAtMs: null });
      memory.learn('b', NOTHING_KNOWN);
      expect([memory.recall('a'), memory.recall('b')]).toEqual([{ ...FACTS, refusesIfRangeAtMs: null }, NOTHING_KNOWN]);
    });

    test('it is still known after opening again', () => {
      const { memory, reopen } = open();
      memory.learn('a', FACTS);
      expect(reopen().recall('a')).toEqual(FACTS);
    });
  });
}
