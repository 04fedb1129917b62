/** States, reasons to wait and verdicts, in Simplified Chinese. */
import { formatBytes } from '../format-bytes.ts';
import type { StateWords } from '../state-words.ts';

export const statesZhCn: StateWords = {
  kept: (percent) => `已保留 ${percent}。`,
  state: {
    queued: '排队中',
    probing: '正在询问服务器',
    transferring: '正在下载',
    verifying: '正在校验',
    committing: '正在保存',
    paused: '已暂停',
    waiting: '等待中',
    done: '已完成',
    failed: '失败',
    cancelled: '已取消',
  },
  connections: (count) => `${count} 个连接`,
  left: (duration) => `剩余 ${duration}`,
  linkExpires: (duration) => `链接将在 ${duration}后过期。`,
  linkExpired: '链接已过期。',
  wait: {
    network: '正在等待网络，恢复后自动继续。',
    retrySoon: '即将重试。',
    retryIn: (duration) => `${duration}后重试。`,
    diskSpace: ({ neededBytes, availableBytes }) =>
      `正在等待磁盘空间：需要 ${formatBytes(neededBytes, 'zh-CN')}，可用 ${formatBytes(availableBytes, 'zh-CN')}。`,
    newLink: (status) => `链接已过期（${status}）。`,
    restore: '正在等待归档存储取回文件。',
    remoteChanged: (kept) => `服务器上的文件已改变。${kept === null ? '' : `旧文件的 ${kept} 会保留到你决定为止。`}`,
    targetExists: '已有同名文件。',
  },
  verdict: {
    verified: (by) => `已校验 ${by}`,
    unverified: '下载完整；没有可供比对的校验和',
    noneFound: '已完成；服务器没有公布可供核对的校验和',
    keptExisting: '文件已存在，予以保留',
  },
};
