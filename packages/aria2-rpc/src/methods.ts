/** The methods of aria2's interface that make sense here, under its names; each takes the parameters behind the token. */
import type { JobId, JobSnapshot } from '@sluice/model';
import { describeFailure } from '@sluice/words';
import type { Downloads } from './downloads.ts';
import { gidOf, jobOf } from './gid.ts';
import { readLimit, readOptions, recordOf, textIn } from './options.ts';
import { invalid, refused } from './rpc-error.ts';
import { aria2State, filesOf, statusOf, type Aria2State } from './status.ts';

export type Params = readonly unknown[];
export type Method = (params: Params) => unknown;

const MAX_LISTED = 1000;
/** The first version that has every method below; callers compare with it. */
const ARIA2_VERSION = '1.37.0';

export function createMethods(downloads: Downloads): Readonly<Record<string, Method>> {
  const found = (gid: unknown): JobSnapshot => {
    const id = jobOf(gid);
    const snapshot = id === null ? null : downloads.one(id);
    if (snapshot === null) throw refused(`GID ${String(gid).slice(0, 40)} is not found`);
    return snapshot;
  };
  const listed = (states: readonly Aria2State[]): readonly JobSnapshot[] =>
    downloads.all().filter(({ job }) => states.includes(aria2State(job)));
  const onOne = (act: (ids: readonly JobId[]) => void): Method => {
    return ([gid]) => {
      const { job } = found(gid);
      act([job.id]);
      return gidOf(job.id);
    };
  };
  const done = (act: () => void): Method => {
    return () => {
      act();
      return 'OK';
    };
  };
  const pause = onOne((ids) => downloads.pause(ids));
  const remove = onOne((ids) => downloads.remove(ids));
  const pauseAll = done(() => downloads.pause('all'));
  return {
    'aria2.addUri': ([uris, options, position]) => add(downloads, uris, options, position),
    'aria2.pause': pause,
    'aria2.forcePause': pause,
    'aria2.unpause': onOne((ids) => downloads.resume(ids)),
    'aria2.pauseAll': pauseAll,
    'aria2.forcePauseAll': pauseAll,
    'aria2.unpauseAll': done(() => downloads.resume('all')),
    'aria2.remove': remove,
    'aria2.forceRemove': remove,
    'aria2.removeDownloadResult': (params) => (remove(params), 'OK'),
    'aria2.purgeDownloadResult': done(() => downloads.remove(listed(STOPPED).map(({ job }) => job.id))),
    'aria2.tellStatus': ([gid, keys]) => statusOf(found(gid), keysIn(keys)),
    'aria2.tellActive': ([keys]) =>
      listed(['active'])
        .slice(0, MAX_LISTED)
        .map((snapshot) => statusOf(snapshot, keysIn(keys))),
    'aria2.tellWaiting': ([offset, count, keys]) =>
      page(listed(WAITING), offset, count).map((snapshot) => statusOf(snapshot, keysIn(keys))),
    'aria2.tellStopped': ([offset, count, keys]) =>
      page(listed(STOPPED), offset, count).map((snapshot) => statusOf(snapshot, keysIn(keys))),
    'aria2.getFiles': ([gid]) => statusOf(found(gid))['files'],
    'aria2.getUris': ([gid]) => filesOf(found(gid).job, 0, 0)[0]?.['uris'],
    'aria2.getServers': () => [],
    'aria2.getPeers': () => [],
    'aria2.getOption': ([gid]) => optionsOf(found(gid)),
    'aria2.changeOption': ([gid, options]) => {
      const { job } = found(gid);
      const limit = textIn(recordOf(options), 'max-download-limit');
      if (limit !== null) downloads.setLimitOf(job.id, readLimit(limit));
      return 'OK';
    },
    'aria2.getGlobalOption': () => ({ 'max-overall-download-limit': String(downloads.limit() ?? 0), continue: 'true' }),
    'aria2.changeGlobalOption': ([options]) => {
      const limit = textIn(recordOf(options), 'max-overall-download-limit');
      if (limit !== null) downloads.setLimit(readLimit(limit));
      return 'OK';
    },
    'aria2.changePosition': ([gid, position, how]) => changePosition(downloads, found(gid).job.id, position, how),
    'aria2.getGlobalStat': () => globalStat(downloads),
    'aria2.getVersion': () => ({ version: ARIA2_VERSION, enabledFeatures: ['HTTPS', 'Message Digest'] }),
    'aria2.getSessionInfo': () => ({ sessionId: '0'.repeat(40) }),
    'aria2.saveSession': () => 'OK',
  };
}

const STOPPED: readonly Aria2State[] = ['complete', 'error', 'removed'];
const WAITING: readonly Aria2State[] = ['waiting', 'paused'];

function add(downloads: Downloads, uris: unknown, options: unknown, position: unknown): string {
  const addresses: readonly unknown[] = Array.isArray(uris) ? uris : [];
  const [url, ...mirrors] = addresses.flatMap((address) => (typeof address === 'string' ? [address] : []));
  if (url === undefined || mirrors.length + 1 < addresses.length)
    throw invalid('the first parameter must be a list of addresses of one file');
  const outcome = downloads.add({ url, mirrors, ...readOptions(options) });
  if (outcome.kind === 'refused') throw refused(describeFailure(outcome.failure, 'en'));
  if (outcome.kind === 'folder-refused') throw refused('Files can only go to the download folder of Sluice, or to a folder inside of it.');
  if (typeof position === 'number') changePosition(downloads, outcome.id, position, 'POS_SET');
  return gidOf(outcome.id);
}

function page(snapshots: readonly JobSnapshot[], offset: unknown, count: unknown): readonly JobSnapshot[] {
  if (typeof offset !== 'number' || typeof count !== 'number' || !Number.isInteger(offset) || !(count >= 0)) {
    throw invalid('offset and num must be whole numbers');
  }
  const wanted = Math.min(count, MAX_LISTED);
  if (offset >= 0) return snapshots.slice(offset, offset + wanted);
  // From the end, backwards: -1 is the last one.
  const end = snapshots.length + offset + 1;
  return snapshots.slice(Math.max(0, end - wanted), Math.max(0, end)).toReversed();
}

/** The new place, counted from 0. */
function changePosition(downloads: Downloads, id: JobId, position: unknown, how: unknown): number {
  if (typeof position !== 'number' || !Number.isInteger(position)) throw invalid('pos must be a whole number');
  const queue = downloads.all().filter(({ job }) => WAITING.includes(aria2State(job)));
  const others = queue.filter(({ job }) => job.id !== id);
  const from = queue.findIndex(({ job }) => job.id === id);
  if (how !== 'POS_SET' && how !== 'POS_CUR' && how !== 'POS_END') throw invalid('how must be POS_SET, POS_CUR or POS_END');
  const target = { POS_SET: position, POS_CUR: from + position, POS_END: others.length + position }[how];
  const place = Math.min(Math.max(target, 0), others.length);
  downloads.move(id, others[place]?.job.id ?? null);
  return place;
}

function globalStat(downloads: Downloads): Readonly<Record<string, string>> {
  const all = downloads.all();
  const count = (states: readonly Aria2State[]): string => String(all.filter(({ job }) => states.includes(aria2State(job))).length);
  const speed = all.reduce((sum, { progress }) => sum + (progress?.bytesPerSecond ?? 0), 0);
  const stopped = count(STOPPED);
  return {
    downloadSpeed: String(Math.round(speed)),
    uploadSpeed: '0',
    numActive: count(['active']),
    numWaiting: count(WAITING),
    numStopped: stopped,
    numStoppedTotal: stopped,
  };
}

function optionsOf({ job }: JobSnapshot): Readonly<Record<string, string>> {
  return {
    dir: job.target.directory,
    ...(job.target.chosenName === null ? {} : { out: job.target.chosenName }),
    ...(job.options.connections === null ? {} : { split: String(job.options.connections) }),
    'max-download-limit': String(job.options.limitBytesPerSecond ?? 0),
  };
}

function keysIn(keys: unknown): readonly string[] {
  if (keys === undefined) return [];
  if (!Array.isArray(keys) || !keys.every((key) => typeof key === 'string')) throw invalid('keys must be a list of names');
  return keys;
}
