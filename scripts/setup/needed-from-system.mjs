// What the operating system has to have, as data: how each thing is recognised, and which Debian or Ubuntu package brings it.

/**
 * @typedef {{ kind: 'library', name: string } | { kind: 'program', name: string } | { kind: 'package' }} Sign how it is recognised
 * @typedef {{ sign: Sign, packages: readonly string[] }} SystemNeed `packages`: one of these names brings it (names changed with releases)
 * @typedef {'electron' | 'display' | 'desktop' | 'server' | 'compile' | 'package' | 'install' | 'browser' | 'others'} NeedGroup
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
  /** What the Debian package asks for besides what Electron needs: without it the system does not install it. */
  install: [program('xdg-open', 'xdg-utils')],
  /** The browser that the extension and drags from a browser are tested with. Its tests are skipped where it cannot be had. */
  browser: [program('chromium', 'chromium')],
  /** Programs whose leftovers are taken over, and one that reads what files are marked with. Their tests are skipped without them. */
  others: [program('aria2c', 'aria2'), program('curl', 'curl'), program('wget', 'wget'), program('getfattr', 'attr')],
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

const ASK_AGAIN_MS = 24 * 60 * 60_000;

/**
 * Those of the wished things that are worth asking for: what was refused less than a day ago is not.
 * @param {readonly SystemNeed[]} missed
 * @param {{ atMs?: unknown, names?: unknown } | null} refused as it was noted
 * @param {number} nowMs
 */
export function toTry(missed, refused, nowMs) {
  const { atMs, names } = refused ?? {};
  if (typeof atMs !== 'number' || nowMs - atMs > ASK_AGAIN_MS || !Array.isArray(names)) return [...missed];
  return missed.filter((need) => !names.includes(describeNeed(need)));
}
