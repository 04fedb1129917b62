/** What happened to a job, in Simplified Chinese. */
import type { HistoryWords } from '../history-words.ts';

export const historyZhCn: HistoryWords = {
  added: '已加入列表。',
  started: '已开始。',
  wentOnWith: (kept) => `从已有的 ${kept} 继续。`,
  probed: (host, size) => (size === null ? `${host} 已应答，但未告知大小。` : `${host} 已应答：${size}。`),
  notResumable: '服务器无法从此文件的中间继续。',
  partWentOn: (part, at) => `第 ${part} 部分从 ${at} 处继续。`,
  connectionsLowered: (connections) => `改用 ${connections} 个连接继续。`,
  blocksRepaired: (count, size) => `磁盘上有 ${count} 个数据块损坏，已重新下载（${size}）。`,
  paused: {
    user: '已暂停。',
    quit: '已停止：Sluice 被关闭。',
    sleep: '已停止：计算机进入睡眠。',
    crash: '已停止：Sluice 意外退出。',
  },
  resumed: { user: '已重新排队。', itself: '等待结束，已重新排队。' },
  waiting: {
    network: '等待网络。',
    diskSpace: '等待磁盘空间。',
    restore: '等待归档存储取回文件。',
    remoteChanged: '询问如何处理：服务器上的文件已改变。',
    targetExists: '询问如何处理：已有同名文件。',
  },
  waitedForLink: (status) => `等待新链接：旧链接被拒绝（${status}）。`,
  retriesLater: '等待稍后重试。',
  restarted: (dropped) => (dropped === null ? '重新开始。' : `从头开始；已有的 ${dropped} 只能丢弃。`),
  linkRefreshed: (host) => `换用指向 ${host} 的新链接。`,
  mirrorUsed: (host) => `改用另一来源 ${host}。`,
  mirrorRefused: (host) => `来源 ${host} 目前无法使用。`,
  mirrorHasOther: (host) => `来源 ${host} 提供的是另一个文件。`,
  verified: (by) => `文件与其 ${by} 校验和一致。`,
  committed: (path) => `已保存为“${path}”。`,
  keptExisting: (path) => `“${path}”已存在，予以保留。`,
  failed: '失败。',
  cancelled: '已取消。',
};
