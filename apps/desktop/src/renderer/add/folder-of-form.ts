/** The folder that the Add dialog shows: what was chosen, else what the main process will choose for the same link. */
import type { Settings } from '@sluice/ipc';
import { fileKindOf, nameInUrl } from '@sluice/model';
import type { AddForm } from './add-form.ts';

/** `links`: those that will be added. Several links of several categories go to several folders; then it is the usual one. */
export function folderOfForm(form: AddForm, links: readonly string[], settings: Settings): string {
  if (form.directory !== null) return form.directory;
  const alone = links.length === 1;
  const folders = new Set(
    links.slice(0, 200).map((url) => {
      const name = (alone ? form.name.trim() : '') || (form.known.get(url)?.name ?? nameInUrl(url));
      return settings.categoryFolders[fileKindOf(name)] ?? settings.downloadFolder;
    }),
  );
  const [only = settings.downloadFolder] = folders;
  return folders.size === 1 ? only : settings.downloadFolder;
}
