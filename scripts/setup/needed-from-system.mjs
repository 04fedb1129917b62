// What the operating system has to have, as data: how each thing is recognised, and which Debian or Ubuntu package brings it.

/**
 * @typedef {{ kind: 'library', name: string } | { kind: 'program', name: string } | { kind: 'package' }} Sign how it is recognised
 * @typedef {{ sign: Sign, packages: readonly string[] }} SystemNeed `packages`: one of these names brings it (names changed with releases)
 * @typedef {'electron' | 'display' | 'desktop' | 'server' | 'compile' | 'package'} NeedGroup
 */

/**
 * @param {string} name
 * @param {readonly string[]} packages
 * @returns {SystemNeed}
 */
const library = (name, ...packages) => ({ sign: { kind: 'library', name }, packages });
/**
 * @param {string} name
 * @param {readonly string[]} packages
 * @returns {SystemNeed}
 */
const program = (name, ...packages) => ({ sign: { kind: 'program', name }, packages });
/**
 * @param {string} name
 * @returns {SystemNeed}
 */
const packaged = (name) => ({ sign: { kind: 'package' }, packages: [name] });

/** @type {Readonly<Record<NeedGroup, readonly SystemNeed[]>>} */
export const SYSTEM_NEEDS = {
  /** To run Electron at all. */
  electron: [
    library('libgtk-3.so.0', 'libgtk-3-0', 'libgtk-3-0t64'),
    library('libnss3.so', 'libnss3'),
    library('libasound.so.2', 'libasound2', 'libasound2t64'),
    library('libgbm.so.1', 'libgbm1'),
    library('libXss.so.1', 'libxss1'),
    library('libXtst.so.6', 'libxtst6'),
    library('libatk-bridge-2.0.so.0', 'libatk-bridge2.0-0', 'libatk-bridge2.0-0t64'),
    library('libcups.so.2', 'libcups2', 'libcups2t64'),
    library('libdrm.so.2', 'libdrm2'),
  ],
  /** For the end-to-end tests: a screen of their own, a session bus of their own, and the fonts that the screenshots are judged with. */
  display: [
    program('Xvfb', 'xvfb'),
    program('xvfb-run', 'xvfb'),
    program('xauth', 'xauth'),
    program('dbus-run-session', 'dbus-daemon', 'dbus'),
    program('dbus-daemon', 'dbus-daemon', 'dbus'),
    packaged('fonts-inter'),
    packaged('fonts-noto-cjk'),
  ],
  /** The desktop's services that the end-to-end tests talk to, and the programs that act as another program or as its user. */
  desktop: [
    program('dunst', 'dunst'),
    packaged('python3-dbusmock'),
    program('desktop-file-validate', 'desktop-file-utils'),
    program('xclip', 'xclip'),
    program('xdotool', 'xdotool'),
    program('openbox', 'openbox'),
    program('ip', 'iproute2'),
  ],
  /** The real server, and the program that makes its certificates, that the integration tests use. */
  server: [program('nginx', 'nginx-light', 'nginx'), program('openssl', 'openssl')],
  /** To compile the database binding where the prebuilt one does not run. */
  compile: [program('g++', 'g++'), program('make', 'make'), program('python3', 'python3')],
  /** To make the packages that Debian's tools can make. */
  package: [program('7za', 'p7zip-full'), program('dpkg-deb', 'dpkg'), program('rpmbuild', 'rpm')],
};

/**
 * The names of packages that would bring what is missing: for each need the first that can be installed here, without repetition.
 * @param {readonly SystemNeed[]} missing
 * @param {(name: string) => boolean} isInstallable
 * @returns {string[]}
 */
export function packagesFor(missing, isInstallable) {
  const names = missing.map(({ packages }) => packages.find(isInstallable) ?? packages[0] ?? '');
  return [...new Set(names)];
}

/**
 * How a need is called in a message.
 * @param {SystemNeed} need
 */
export function describeNeed({ sign, packages }) {
  return sign.kind === 'package' ? `${packages[0]} (package)` : `${sign.name} (${sign.kind})`;
}
