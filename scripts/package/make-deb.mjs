// A Debian package, made with dpkg-deb.
import { copyFileSync, chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCaptured } from '../run/run-command.mjs';
import { SetupError, lastLines } from '../setup/setup-error.mjs';

/**
 * @param {import('./package-arguments.mjs').PackageWish} wish
 * @param {{ root: string, work: string, installedBytes: number, quick: boolean }} place
 */
export async function makeDeb(wish, { root, installedBytes, quick }) {
  const control = join(root, 'DEBIAN');
  mkdirSync(control);
  writeFileSync(join(control, 'control'), debControl(wish, installedBytes));
  putScript(wish.afterInstall, join(control, 'postinst'));
  putScript(wish.afterRemove, join(control, 'postrm'));
  const compression = quick ? ['-Znone'] : ['-Zxz'];
  const { code, output } = await runCaptured('dpkg-deb', ['--root-owner-group', ...compression, '--build', root, wish.output]);
  if (code !== 0) throw new SetupError(`dpkg-deb failed:\n${lastLines(output, 10)}`);
}

/**
 * The control file (Debian policy §5.3).
 * @param {import('./package-arguments.mjs').PackageWish} wish
 * @param {number} installedBytes
 */
export function debControl(wish, installedBytes) {
  const [synopsis = '', ...rest] = wish.description.split('\n').map((line) => line.trim());
  const fields = [
    ['Package', wish.name],
    ['Version', wish.version],
    ['Architecture', wish.architecture],
    ['Maintainer', wish.maintainer],
    ['Installed-Size', String(Math.ceil(installedBytes / 1024))],
    ['Depends', wish.depends.join(', ')],
    ['Recommends', wish.recommends.join(', ')],
    ['Section', wish.category],
    ['Priority', 'optional'],
    ['Homepage', wish.url],
    ['Description', [synopsis, ...rest.map((line) => ` ${line === '' ? '.' : line}`)].join('\n')],
  ];
  return `${fields.flatMap(([name, value]) => (value === '' ? [] : [`${name}: ${value}`])).join('\n')}\n`;
}

/**
 * @param {string | null} from
 * @param {string} to
 */
function putScript(from, to) {
  if (from === null) return;
  copyFileSync(from, to);
  chmodSync(to, 0o755);
}
