// Called by electron-builder with the unpacked app: what a development Electron brings along is not for a package.
import { rmSync } from 'node:fs';
import { join } from 'node:path';

/** @param {import('electron-builder').AfterPackContext} context */
export default function removeDevelopmentFiles({ appOutDir, packager }) {
  rmSync(join(packager.getResourcesDir(appOutDir), 'default_app.asar'), { force: true });
}
