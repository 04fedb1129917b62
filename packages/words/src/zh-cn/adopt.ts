/** Why what another program began can't be continued, in Simplified Chinese. In every case nothing was changed. */
import type { AdoptTrouble } from '@sluice/model';
import type { Told } from '../failure-words.ts';

const UNCHANGED = '没有做任何更改。';

export const ADOPT_ZH_CN: Readonly<Record<AdoptTrouble, (path: string) => Told>> = {
  unreadable: (path) => ({
    what: `“${path}”中的进度记录已损坏，或格式未知。`,
    advice: `${UNCHANGED}可改为指定数据文件本身，其中能核实的部分会被采用。`,
  }),
  torrent: (path) => ({ what: `“${path}”属于 BitTorrent 下载。`, advice: `${UNCHANGED}请用原来的程序继续。` }),
  'sub-range': (path) => ({ what: `“${path}”只是对象某一部分的下载。`, advice: `${UNCHANGED}请用原来的程序继续。` }),
  'data-missing': (path) => ({
    what: `“${path}”所记录的数据文件不存在。`,
    advice: `${UNCHANGED}请把未完成的文件放回原处，或重新下载。`,
  }),
  'not-a-file': (path) => ({ what: `“${path}”不是普通文件。`, advice: `${UNCHANGED}请指定未完成的文件本身。` }),
  'no-source': (path) => ({ what: `“${path}”没有记录文件的来源。`, advice: `${UNCHANGED}请同时给出当初下载所用的链接。` }),
  'no-ranges': (path) => ({
    what: `服务器只能从头发送该文件，因此无法继续“${path}”。`,
    advice: `${UNCHANGED}请将其作为新的下载添加。`,
  }),
  'other-size': (path) => ({
    what: `服务器上的文件与“${path}”对应的文件大小不同。`,
    advice: `${UNCHANGED}请检查链接，或将其作为新的下载添加。`,
  }),
  'other-version': (path) => ({
    what: `服务器上的文件已不是“${path}”对应的版本。`,
    advice: `${UNCHANGED}新旧数据绝不会混在一起；请将其作为新的下载添加。`,
  }),
  'other-bytes': (path) => ({
    what: `“${path}”中的数据与服务器上的不一致。`,
    advice: `${UNCHANGED}请检查链接，或将其作为新的下载添加。`,
  }),
  'nothing-usable': (path) => ({ what: `“${path}”中没有可用的数据。`, advice: `${UNCHANGED}请将其作为新的下载添加，代价相同。` }),
  busy: (path) => ({ what: `另一个程序仍在写入“${path}”。`, advice: `${UNCHANGED}请先停止它，再重试。` }),
  'own-job': (path) => ({ what: `“${path}”属于列表中已有的下载。`, advice: `${UNCHANGED}请继续那个下载。` }),
};
