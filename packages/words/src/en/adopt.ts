/** Why what another program began can't be continued, in English. In every case nothing was changed. */
import type { AdoptTrouble } from '@sluice/model';
import type { Told } from '../failure-words.ts';

const UNCHANGED = 'Nothing was changed.';

export const ADOPT_EN: Readonly<Record<AdoptTrouble, (path: string) => Told>> = {
  unreadable: (path) => ({
    what: `The record of progress in “${path}” is damaged or of an unknown kind.`,
    advice: `${UNCHANGED} Give the file with the data itself to use what can be confirmed of it.`,
  }),
  torrent: (path) => ({
    what: `“${path}” belongs to a BitTorrent download.`,
    advice: `${UNCHANGED} Go on with the program that began it.`,
  }),
  'sub-range': (path) => ({
    what: `“${path}” belongs to a download of only a part of the object.`,
    advice: `${UNCHANGED} Go on with the program that began it.`,
  }),
  'data-missing': (path) => ({
    what: `“${path}” speaks of a file that is not there.`,
    advice: `${UNCHANGED} Bring the unfinished file back to its place, or download it anew.`,
  }),
  'not-a-file': (path) => ({ what: `“${path}” is not a plain file.`, advice: `${UNCHANGED} Give the unfinished file itself.` }),
  'no-source': (path) => ({
    what: `“${path}” does not say where the file comes from.`,
    advice: `${UNCHANGED} Say it, too: the link from which the download was begun.`,
  }),
  'no-ranges': (path) => ({
    what: `The server can only send the file from its beginning, so that “${path}” can’t be continued.`,
    advice: `${UNCHANGED} Add it as a new download.`,
  }),
  'other-size': (path) => ({
    what: `The file on the server has another size than the one that “${path}” is from.`,
    advice: `${UNCHANGED} Check the link, or add it as a new download.`,
  }),
  'other-version': (path) => ({
    what: `The file on the server is not the version that “${path}” is from.`,
    advice: `${UNCHANGED} Old and new bytes are never mixed; add it as a new download.`,
  }),
  'other-bytes': (path) => ({
    what: `The bytes in “${path}” are not those that the server has.`,
    advice: `${UNCHANGED} Check the link, or add it as a new download.`,
  }),
  'nothing-usable': (path) => ({
    what: `Nothing in “${path}” can be used.`,
    advice: `${UNCHANGED} Add it as a new download; it costs no more.`,
  }),
  busy: (path) => ({ what: `Another program is still writing to “${path}”.`, advice: `${UNCHANGED} Stop it first, then try again.` }),
  'own-job': (path) => ({ what: `“${path}” belongs to a download on your list.`, advice: `${UNCHANGED} Resume that one.` }),
};
