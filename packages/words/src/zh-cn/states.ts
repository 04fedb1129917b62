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
    restore: ({ storageClass, requested, left }) =>
      `正在等待归档存储${storageClass === null ? '' : `（${storageClass}）`}：` +
      (requested ? `文件正在解冻${left === null ? '' : `，大约还需 ${left}`}，完成后自动继续。` : '文件解冻后自动继续。'),
    remoteChanged: (kept) => `服务器上的文件已改变。${kept === null ? '' : `旧文件的 ${kept} 会保留到你决定为止。`}`,
    targetExists: '已有同名文件。',
  },
  speed: {
    server: (connections, each) => `服务器：${connections}，每个 ${each}`,
    servers: (sources, connections, each) => `服务器：${sources} 个来源共 ${connections}，每个 ${each}`,
    serverCap: (connections, each) => `服务器：只允许 ${connections}，每个 ${each}`,
    link: (connections, all) => `您的网络：共 ${all}，超过 ${connections}也没有更快`,
    disk: (share) => `磁盘：下载有 ${share} 的时间在等待写入`,
    limitOfJob: (limit) => `此下载的限速：${limit}`,
    limitOfAll: (limit) => `您的限速：所有下载共 ${limit}`,
    fewConnections: (connections, each) => `连接较少：${connections}，每个 ${each}；增加连接可能更快`,
    unknown: '未发现单一原因',
  },
  verdict: {
    verified: (by) => `已校验 ${by}`,
    unverified: '下载完整；没有可供比对的校验和',
    noneFound: '已完成；服务器没有公布可供核对的校验和',
    keptExisting: '文件已存在，予以保留',
  },
};
