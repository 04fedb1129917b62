/** The window's words about another program's unfinished file, in Simplified Chinese. */
import type { adoptEn } from '../en/window-adopt.ts';

export const adoptZhCn: typeof adoptEn = {
  title: '继续未完成的文件',
  looking: '正在查看文件…',
  begun: {
    'oss-go': '由 ossutil 或 OSS Go SDK 开始',
    'oss-go-v2': '由 OSS Go SDK 开始',
    'oss-java': '由 OSS Java SDK 开始',
    'oss-python': '由 OSS Python SDK 开始',
    aria2: '由 aria2 开始',
    chromium: '由 Chromium、Chrome 或 Edge 开始',
    'part-file': '不在任何列表中的分段文件',
    plain: '某个文件的开头部分',
  },
  arrived: (arrived, size) => (size === null ? `最多已有 ${arrived}` : `共 ${size}，最多已有 ${arrived}`),
  from: (address) => `来自 ${address}`,
  link: '下载时使用的链接',
  linkHint: '粘贴开始下载时使用的链接',
  noLink: '这不是链接。链接应以 https:// 或 http:// 开头。',
  promise: '会先与服务器上的文件比对。只要有任何不一致，就不作任何改动。',
  use: '继续下载',
  comparing: '正在与服务器比对…',
  added: (name, kept) => `${name} 继续下载，保留了 ${kept}。`,
};
