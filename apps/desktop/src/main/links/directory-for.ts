/**
 * The folder of a download that names none: that of its category, as far as its name or link tells when it is added, else the download
 * folder. The probe may find another name; the file stays where the user saw it would go (decision 0029).
 */
import type { Settings } from '@sluice/ipc';
import { fileKindOf, nameInUrl } from '@sluice/model';

export interface NamedLink {
  readonly url: string;
  /** Null: the server will say. */
  readonly name: string | null;
}

export function directoryFor({ url, name }: NamedLink, settings: Pick<Settings, 'downloadFolder' | 'categoryFolders'>): string {
  return settings.categoryFolders[fileKindOf(name ?? nameInUrl(url))] ?? settings.downloadFolder;
}
