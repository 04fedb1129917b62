import { hostMemoryContract } from '@sluice/testkit';
import { ForgetfulHostMemory } from './host-memory.ts';

hostMemoryContract('ForgetfulHostMemory', () => {
  const memory = new ForgetfulHostMemory();
  return { memory, reopen: () => memory };
});
