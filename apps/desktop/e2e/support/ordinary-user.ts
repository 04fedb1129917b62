/** Somebody who is not root, since Chromium confines nothing for root: the present user, or `nobody` in root's place. */
import { execFile } from 'node:child_process';
import { chmod, chown, copyFile, mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { tempFolder } from '@sluice/testkit';
import { builtProgram, type Program } from './launch.ts';

const run = promisify(execFile);
const NOBODY = 65_534;

export type OrdinaryUser =
  | {
      readonly kind: 'ready';
      readonly program: Program;
      /** Empty, and this user's own. */
      readonly home: string;
      readonly environment: Readonly<Record<string, string>>;
      remove(): Promise<void>;
    }
  | { readonly kind: 'unavailable'; readonly reason: string };

/** Prepares a home, and the program in a place where this user can read it. */
export async function ordinaryUser(): Promise<OrdinaryUser> {
  if (process.platform !== 'linux') return { kind: 'unavailable', reason: 'only Linux has a root whose programs go unconfined' };
  const isRoot = process.getuid?.() === 0;
  const become = isRoot ? ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', '--'] : [];
  const refusal = await run('env', [...become, 'unshare', '--user', 'true']).then(() => null, String);
  if (refusal !== null) return { kind: 'unavailable', reason: `this system gives ordinary users no namespaces: ${refusal}` };

  const folder = await tempFolder();
  const home = join(folder.path, 'home');
  await mkdir(join(home, 'Downloads'), { recursive: true });
  if (!isRoot) return { kind: 'ready', program: builtProgram(), home, environment: {}, remove: folder.remove };
  await chmod(folder.path, 0o755);
  const environment = await displayFor(home);
  await run('chown', ['-R', `${NOBODY}:${NOBODY}`, home]);
  return { kind: 'ready', program: await programIn(folder.path, become), home, environment, remove: folder.remove };
}

/** Root's home, with the runtime and perhaps the repository, is closed to others. Links where the volume is the same cost nothing. */
async function programIn(folder: string, become: readonly string[]): Promise<Program> {
  const { executablePath, appFolder } = builtProgram();
  const [runtime, app] = [join(folder, 'runtime'), join(folder, 'app')];
  await linkOrCopy(dirname(executablePath), runtime);
  await mkdir(join(app, 'node_modules'), { recursive: true });
  await linkOrCopy(join(appFolder, 'out'), join(app, 'out'));
  await copyFile(join(appFolder, 'package.json'), join(app, 'package.json'));
  const sqlite = dirname(createRequire(join(appFolder, 'package.json')).resolve('better-sqlite3/package.json'));
  await linkOrCopy(sqlite, join(app, 'node_modules/better-sqlite3'));

  const starter = join(folder, 'start');
  await writeFile(starter, `#!/bin/sh\nexec ${become.join(' ')} '${runtime}/electron' "$@"\n`, { mode: 0o755 });
  return { executablePath: starter, appFolder: app, switches: [] };
}

async function linkOrCopy(from: string, to: string): Promise<void> {
  await run('cp', ['-al', from, to]).catch(() => run('cp', ['-a', '--reflink=auto', from, to]));
}

/** The display's key is readable by its owner only; the bus talks to its owner only. */
async function displayFor(home: string): Promise<Readonly<Record<string, string>>> {
  const bus = { DBUS_SESSION_BUS_ADDRESS: 'disabled:' };
  const key = process.env['XAUTHORITY'];
  if (key === undefined) return bus;
  const own = join(home, '.Xauthority');
  await copyFile(key, own);
  await chown(own, NOBODY, NOBODY);
  return { ...bus, XAUTHORITY: own };
}
