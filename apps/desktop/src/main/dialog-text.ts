/** The sentences of the system's own dialogs and menus, which appear where there is no window to speak. */
import type { Settings } from '@sluice/ipc';
import { languageFor, type Language } from '@sluice/words';

export interface DialogText {
  readonly locked: (folder: string) => string;
  readonly newerSchema: (folder: string) => string;
  readonly unusable: (folder: string, reason: string) => string;
  readonly cannotStart: string;
  readonly runProgram: (name: string) => string;
  readonly runProgramDetail: string;
  readonly run: string;
  readonly cancel: string;
  readonly chooseFolder: string;
  readonly exportList: string;
  readonly importList: string;
  readonly lists: string;
  readonly menu: {
    readonly file: string;
    readonly add: string;
    readonly settings: string;
    readonly exportList: string;
    readonly importList: string;
    readonly edit: string;
    readonly view: string;
    readonly window: string;
  };
}

const EN: DialogText = {
  locked: (folder) => `Another Sluice is using the downloads in ${folder}. Close it first, then start Sluice again. Nothing was changed.`,
  newerSchema: (folder) =>
    `The downloads in ${folder} were written by a newer Sluice. Update Sluice, then start it again. Nothing was changed.`,
  unusable: (folder, reason) =>
    `Sluice can't keep its downloads in ${folder} (${reason}). Make sure that the folder can be written to and that the disk has space, then start Sluice again.`,
  cannotStart: 'Sluice can’t start',
  runProgram: (name) => `“${name}” may be a program. Open it?`,
  runProgramDetail: 'Programs from the internet can harm this computer. Open it only if you trust where it came from.',
  run: 'Open',
  cancel: 'Cancel',
  chooseFolder: 'Choose a folder',
  exportList: 'Export the list',
  importList: 'Import a list',
  lists: 'Lists of downloads',
  menu: {
    file: 'File',
    add: 'Add downloads…',
    settings: 'Settings…',
    exportList: 'Export list…',
    importList: 'Import list…',
    edit: 'Edit',
    view: 'View',
    window: 'Window',
  },
};

const ZH_CN: DialogText = {
  locked: (folder) => `另一个 Sluice 正在使用 ${folder} 中的下载记录。请先关闭它，再启动 Sluice。没有任何内容被更改。`,
  newerSchema: (folder) => `${folder} 中的下载记录由更新版本的 Sluice 写入。请更新 Sluice 后再启动。没有任何内容被更改。`,
  unusable: (folder, reason) =>
    `Sluice 无法在 ${folder} 中保存下载记录（${reason}）。请确认该文件夹可写且磁盘有剩余空间，然后重新启动 Sluice。`,
  cannotStart: 'Sluice 无法启动',
  runProgram: (name) => `“${name}”可能是程序。要打开它吗？`,
  runProgramDetail: '来自互联网的程序可能损害这台电脑。只有在信任其来源时才打开。',
  run: '打开',
  cancel: '取消',
  chooseFolder: '选择文件夹',
  exportList: '导出列表',
  importList: '导入列表',
  lists: '下载列表',
  menu: {
    file: '文件',
    add: '添加下载…',
    settings: '设置…',
    exportList: '导出列表…',
    importList: '导入列表…',
    edit: '编辑',
    view: '显示',
    window: '窗口',
  },
};

const TEXTS: Readonly<Record<Language, DialogText>> = { en: EN, 'zh-CN': ZH_CN };

/** The texts in the language that was set, else in the system's. */
export function dialogText(language: Settings['language'], preferred: readonly string[]): DialogText {
  return TEXTS[language === 'system' ? languageFor(preferred) : language];
}
