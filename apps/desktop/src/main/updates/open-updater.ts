/** electron-updater behind our port. Loaded only when an update is looked for: it is a third of the main process's code. */
import type { AuthInfo } from 'electron';
import { autoUpdater, type AppUpdater } from 'electron-updater';
import type { UpdateTrouble } from '@sluice/ipc';
import type { EventLog } from '../log/event-log.ts';
import { SignedProvider, UntrustedFeed } from './signed-provider.ts';
import type { ProxySetting } from '../proxy-setting.ts';
import { credentialsFor, proxyConfigOf } from './update-proxy.ts';
import type { UpdateSource } from './update-source.ts';
import type { CheckOutcome, StepOutcome, UpdaterPort } from './updater-port.ts';

/**
 * Null where this copy is of a kind that can't be replaced in place, such as an unpacked archive. `proxy` is asked anew for every step,
 * since the user may change it meanwhile.
 */
export function openUpdater(source: UpdateSource, log: Pick<EventLog, 'write'>, proxy: () => ProxySetting): UpdaterPort | null {
  const updater: AppUpdater = autoUpdater;
  updater.logger = loggerFor(log);
  // Offered, never forced: nothing is fetched or put in place without a click.
  updater.autoDownload = false;
  updater.autoInstallOnAppQuit = false;
  updater.allowDowngrade = false;
  updater.disableWebInstaller = true;
  if (!updater.isUpdaterActive()) return null;
  // As a variable: what a provider of one's own takes beside these is not in the type.
  const feed = { provider: 'custom' as const, updateProvider: SignedProvider, source };
  updater.setFeedURL(feed);
  // Once for each step: Chromium remembers what was right, and asks again without end where it was wrong.
  let answered = false;
  updater.signals.login((asking: AuthInfo, answer) => {
    const credentials = answered ? null : credentialsFor(proxy(), asking);
    answered = true;
    // Electron takes an answer without words for “cancel”; the type knows no such answer.
    Reflect.apply(answer, undefined, credentials === null ? [] : [credentials.user, credentials.password]);
  });
  const through = async <T>(step: () => Promise<T>): Promise<T | ReturnType<typeof failed>> => {
    answered = false;
    try {
      await updater.netSession.setProxy(proxyConfigOf(proxy()));
      await updater.netSession.closeAllConnections();
      await updater.netSession.clearAuthCache();
    } catch (error) {
      return failed(error);
    }
    return step();
  };
  return {
    check: () => through(() => check(updater)),
    download: (onPercent) => through(() => download(updater, onPercent)),
    install: () => through(() => install(updater)),
  };
}

async function check(updater: AppUpdater): Promise<CheckOutcome> {
  try {
    const result = await updater.checkForUpdates();
    return result?.isUpdateAvailable === true ? { kind: 'available', version: result.updateInfo.version } : { kind: 'current' };
  } catch (error) {
    return failed(error);
  }
}

async function download(updater: AppUpdater, onPercent: (percent: number) => void): Promise<StepOutcome> {
  const listener = ({ percent }: { readonly percent: number }): void => onPercent(percent);
  updater.on('download-progress', listener);
  try {
    await updater.downloadUpdate();
    return { kind: 'done' };
  } catch (error) {
    return failed(error);
  } finally {
    updater.off('download-progress', listener);
  }
}

async function install(updater: AppUpdater): Promise<StepOutcome> {
  // It lay on the disk since it was fetched; this reads it again and fetches it anew where its digest is another.
  const fetched = await download(updater, () => undefined);
  if (fetched.kind !== 'done') return fetched;
  const refusals: Error[] = [];
  const listener = (error: Error): void => void refusals.push(error);
  updater.on('error', listener);
  try {
    updater.quitAndInstall(false, true);
  } finally {
    updater.off('error', listener);
  }
  const [refusal] = refusals;
  return refusal === undefined ? { kind: 'done' } : { kind: 'failed', reason: 'not-installed', detail: refusal.message };
}

function failed(error: unknown): { readonly kind: 'failed'; readonly reason: UpdateTrouble; readonly detail: string } {
  const detail = error instanceof Error ? error.message : String(error);
  if (error instanceof UntrustedFeed) return { kind: 'failed', reason: 'untrusted', detail };
  const damaged = error instanceof Error && 'code' in error && error.code === 'ERR_CHECKSUM_MISMATCH';
  return { kind: 'failed', reason: damaged ? 'damaged' : 'unreachable', detail };
}

function loggerFor(log: Pick<EventLog, 'write'>) {
  const at = (level: 'debug' | 'info' | 'warn') => (message: unknown) => log.write(level, 'updates', String(message));
  return { debug: at('debug'), info: at('debug'), warn: at('info'), error: at('warn') };
}
