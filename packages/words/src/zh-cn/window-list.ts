/** The window's words about the list, its order and its categories, in Simplified Chinese. */
import type { kindsEn, orderEn } from '../en/window-list.ts';

export const kindsZhCn: typeof kindsEn = {
  title: '类别',
  archives: '压缩包',
  documents: '文档',
  video: '视频',
  audio: '音频',
  images: '图片',
  programs: '程序',
  other: '其他',
};

export const orderZhCn: typeof orderEn = {
  moveToTop: '移到最前',
  moveUp: '上移',
  moveDown: '下移',
  moveToBottom: '移到最后',
  moved: (name, place, of) => `${name} 现在排在第 ${place} 位，共 ${of} 项。`,
  movedSeveral: (count) => `已移动 ${count} 项下载。`,
};
