// An RPM package, made with rpmbuild.
import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCaptured } from '../run/run-command.mjs';
import { SetupError, lastLines } from '../setup/setup-error.mjs';

/**
 * @param {import('./package-arguments.mjs').PackageWish} wish
 * @param {{ root: string, work: string, quick: boolean }} place
 */
export async function makeRpm(wish, { root, work, quick }) {
  const top = join(work, 'rpm');
  mkdirSync(top);
  const spec = join(work, 'package.spec');
  writeFileSync(spec, rpmSpec(wish, quick));
  const defines = [`_topdir ${top}`, `buildroot ${root}`, `_rpmdir ${join(top, 'out')}`, '_build_id_links none'];
  const args = ['-bb', '--target', wish.architecture, ...defines.flatMap((define) => ['--define', define]), '--buildroot', root, spec];
  const { code, output } = await runCaptured('rpmbuild', args);
  if (code !== 0) throw new SetupError(`rpmbuild failed:\n${lastLines(output, 15)}`);
  const made = readdirSync(join(top, 'out', wish.architecture)).find((name) => name.endsWith('.rpm'));
  if (made === undefined) throw new SetupError('rpmbuild ended well but made no package.');
  copyFileSync(join(top, 'out', wish.architecture, made), wish.output);
}

/**
 * @param {import('./package-arguments.mjs').PackageWish} wish
 * @param {boolean} quick
 */
function rpmSpec(wish, quick) {
  const [summary = '', ...rest] = wish.description.split('\n').map((line) => line.trim());
  const script = (/** @type {string} */ section, /** @type {string | null} */ path) =>
    path === null ? '' : `%${section} -p /bin/bash\n${escapeMacros(readFileSync(path, 'utf8'))}\n`;
  return `Name: ${wish.name}
Version: ${wish.version.replaceAll('-', '~')}
Release: 1
Summary: ${summary}
License: ${wish.license}
URL: ${wish.url}
Packager: ${wish.maintainer}
AutoReqProv: no
${wish.depends.map((name) => `Requires: ${name}\n`).join('')}
%define _binary_payload ${quick ? 'w.ufdio' : 'w6.xzdio'}
%define __os_install_post %{nil}
%define debug_package %{nil}

%description
${rest.join('\n').trim() || summary}

%files
%defattr(-,root,root)
${topFolders(wish)}

${script('post', wish.afterInstall)}${script('postun', wish.afterRemove)}`;
}

/** What the package owns: its own folder, and each single file elsewhere. @param {import('./package-arguments.mjs').PackageWish} wish */
function topFolders({ contents }) {
  return contents.map(({ to }) => `"${to}"`).join('\n');
}

/** @param {string} text */
function escapeMacros(text) {
  return text.replaceAll('%', '%%');
}
