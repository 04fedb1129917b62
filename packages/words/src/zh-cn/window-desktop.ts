/** The window's words about why the queue rests, the list as a file, the drop basket, and what goes where and when, in Simplified Chinese. */
import type { basketEn, listFileEn, placesEn, restingEn } from '../en/window-desktop.ts';

export const restingZhCn: typeof restingEn = {
  network: { notice: '没有网络。网络恢复后会自动继续。', queued: '等待网络' },
  schedule: { notice: '现在不是下载时间。到设置中的时间后会自动继续。', queued: '等待下载时间' },
  metered: { notice: '当前网络按流量计费。换用其他网络，或在设置中允许后，会自动继续。', queued: '等待其他网络' },
  sleep: { notice: '电脑即将睡眠。', queued: '唤醒后继续' },
  update: { notice: '正在安装更新。队列会在新版本中继续。', queued: '更新后继续' },
  settings: '设置',
};

export const listFileZhCn: typeof listFileEn = {
  group: '列表文件',
  hint: '用于保存列表，或在另一台电脑上继续。导入的下载会以暂停状态添加。',
  export: '导出列表…',
  import: '导入列表…',
  exportTitle: '导出列表',
  format: '写入',
  formats: { json: '全部信息，可再次导入', text: '仅链接，每行一个' },
  secrets: '包含打开链接所需的内容',
  secretsHint: '签名、令牌、密码和请求头将原样写入。请勿将此文件交给任何人。',
  noSecretsHint: '不写入签名、令牌、密码和请求头；需要它们的下载会被标记。',
  write: '导出…',
  saved: (count, path) => `已将 ${count} 项下载写入“${path}”。`,
  incomplete: (count) => `其中 ${count} 个链接未包含打开所需的内容。`,
  notSaved: (path) => `无法写入“${path}”。没有任何更改。`,
  imported: (count) => (count === 0 ? '没有添加任何下载。' : `已添加 ${count} 项下载，均已暂停。`),
  known: (count) => `${count} 项已在列表中。`,
  finished: (count) => `${count} 项已完成，未添加。`,
  refused: (count) => `${count} 个链接无法使用。`,
  needLink: (count) => `${count} 项可能需要新链接。`,
  notRead: {
    'too-large': (name) => `“${name}”太大，不可能是下载列表。`,
    'not-a-list': (name) => `“${name}”不是下载列表。`,
    'newer-version': (name) => `“${name}”由更新版本的 Sluice 写入。请更新 Sluice 后再导入。`,
    unreadable: (name) => `无法读取“${name}”。`,
  },
};

export const basketZhCn: typeof basketEn = {
  title: 'Sluice 拖放框',
  idle: '将链接拖到这里',
  active: (count, throughput) => `正在下载 ${count} 项，${throughput}`,
  added: (count) => `已添加 ${count} 项`,
  nothing: '没有链接',
  failed: '未能添加',
  progress: '全部下载的进度',
  help: '拖放或粘贴链接。回车键打开 Sluice，方向键移动拖放框，菜单键打开菜单。',
};

export const placesZhCn: typeof placesEn = {
  resumeAtStart: '启动 Sluice 时继续下载',
  resumeAtStartHint: '否则等到你点击“全部继续”。',
  categories: '按类别存放',
  categoriesHint: '添加下载时按文件名或链接判断。没有单独文件夹的类别使用下载文件夹。',
  usual: '下载文件夹',
  chooseFor: (category) => `为“${category}”选择文件夹`,
  clearFor: (category) => `“${category}”改用下载文件夹`,
  category: '类别',
  byName: '按文件名',
  limitTimes: '分时限速',
  limitTimesHint: '在这些时间内代替上面的限速。时间重叠时以前面的为准。',
  addTime: '添加时间',
  removeTime: (times) => `移除 ${times}`,
  timeLimit: '限速（MB/s）',
  now: '当前',
  limitNow: (limit) => `按设置的时间，当前限速：${limit}。`,
};
