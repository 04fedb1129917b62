/** The engine with its real queue in this process: `node … prepare|resume FOLDER URL BYTES`. Tells its parent when it has what was asked for. */
import { join } from 'node:path';
import {
  DEFAULT_SETTINGS,
  JobQueue,
  alwaysOnline,
  httpSource,
  openTransport,
  systemClock,
  type ResponseReceiver,
  type Transport,
} from '@sluice/engine';
import { NO_OPTIONS } from '@sluice/model';
import { openDatabase, plainBox } from '@sluice/store';

const [mode = '', folder = '', url = '', bytesText = '0'] = process.argv.slice(2);
const wantedBytes = Number(bytesText);

/** Calls `onByte` with the first byte of a body that the engine takes. */
function listening(transport: Transport, onByte: () => void): Transport {
  const receiverOf = (receiver: ResponseReceiver): ResponseReceiver => ({
    head: (head) => receiver.head(head),
    chunk: (bytes) => {
      onByte();
      return receiver.chunk(bytes);
    },
    ...(receiver.lend === undefined ? {} : { lend: () => receiver.lend?.() ?? null }),
  });
  return {
    get: (request, receiver, signal) => transport.get(request, receiverOf(receiver), signal),
    dropIdleConnections: () => transport.dropIdleConnections(),
    close: () => transport.close(),
  };
}

/** `Promise.withResolvers` is younger than the oldest Node.js here. */
function later<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => (resolve = settle));
  return { promise, resolve };
}

const begunMs = performance.now();
const opened = openDatabase(join(folder, 'state'), { clock: systemClock, secretBox: plainBox });
if (opened.kind !== 'open') throw new Error(opened.kind);
const { store } = opened;
const firstByte = later<number>();
const ports = {
  store,
  transport: listening(openTransport({}), () => firstByte.resolve(performance.now())),
  sources: [httpSource],
  clock: systemClock,
  random: Math.random,
  connectivity: alwaysOnline,
};
const queue = new JobQueue(ports, DEFAULT_SETTINGS);
const enough = later<null>();
queue.subscribe((event) => {
  if (event.kind === 'job' && (event.snapshot.progress?.durableBytes ?? 0) >= wantedBytes) enough.resolve(null);
  if (event.kind === 'job' && event.snapshot.job.state.kind === 'failed') throw new Error(JSON.stringify(event.snapshot.job.state));
});
queue.open({ autostart: true });
if (mode === 'prepare') {
  const options = { ...NO_OPTIONS, connections: 8 };
  queue.add([{ url, directory: folder, chosenName: 'file', conflict: 'keep-both', options, headers: [], begin: 'queued' }]);
  await enough.promise;
}
const firstByteMs = (await firstByte.promise) - begunMs;
await queue.close();
store.close();
process.send?.({ firstByteMs });
process.disconnect();
