/** The fake store in a process of its own, so that its memory is not taken for the downloader's. Says its address to the parent, and ends with it. */
import { openObjectStore } from '@sluice/testkit';
import { BUCKET, KEY, KEYS, PERIOD_BYTES, SEED } from './scene.ts';

const store = await openObjectStore({ dialect: 'oss', region: 'cn-hangzhou', credentials: [KEYS] });
store.createBucket(BUCKET);
store.put(BUCKET, KEY, { seed: SEED, sizeBytes: Number(process.argv[2]), periodBytes: PERIOD_BYTES });
process.on('disconnect', () => process.exit(0));
process.on('message', () => process.send?.({ requests: store.requests.length }));
process.send?.({ url: store.url });
