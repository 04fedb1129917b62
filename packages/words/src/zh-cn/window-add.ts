/** The window's words about what is looked at before it is added, in Simplified Chinese. */
import type { lookEn } from '../en/window-add.ts';

export const lookZhCn: typeof lookEn = {
  title: '链接指向的内容',
  looking: '正在查看…',
  later: '开始时再查看',
  unanswered: '尚无回应',
  sizeUnknown: '大小未知',
  resumable: '可续传',
  notResumable: '不可续传',
  duplicate: '列表中已有',
  listed: {
    one: '列表中已有这个链接。',
    all: (count) => `这 ${count} 个链接列表中都已有。`,
    some: (count, of) => `${of} 个链接中有 ${count} 个列表中已有。`,
    nothingNew: '没有可添加的新链接。',
    again: () => '选择“下载”会再添加一次。',
    showOne: '在列表中显示',
    show: '在列表中显示',
    addAnyway: '仍然添加',
  },
  leaveOut: '略去列表中已有的链接',
  more: (count) => `另有 ${count} 个`,
  total: (size) => `共 ${size}`,
  totalAtLeast: (size) => `至少共 ${size}`,
  pattern: (count) => `由范围展开 ${count} 个链接`,
  patternHint: '[001-120] 这样的范围会逐一展开为链接。',
  user: '用户名',
  password: '密码',
};
