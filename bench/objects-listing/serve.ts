/** The fake store with a bucket of so many keys, in a process of its own. Says its address to the parent, and ends with it. */
import { openObjectStore } from '@sluice/testkit';
import { BUCKET, KEYS } from './scene.ts';

const store = await openObjectStore({ dialect: 'oss', region: 'cn-hangzhou', credentials: [KEYS] });
const at = (index: number): string => `data/${String(index).padStart(7, '0')}.bin`;
store.createBucket(BUCKET, { generated: { count: Number(process.argv[2]), at, object: (index) => ({ seed: index, sizeBytes: 10 }) } });
process.on('disconnect', () => process.exit(0));
process.send?.({ url: store.url });
