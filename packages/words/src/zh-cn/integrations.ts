/** The window's words about other programs that add and steer downloads, in Simplified Chinese. */
import type { integrationsEn } from '../en/integrations.ts';

export const integrationsZhCn: typeof integrationsEn = {
  browserGroup: '浏览器',
  browserEnabled: '接收浏览器中 Sluice 扩展的链接',
  browserHint: '适用于 Chrome、Chromium、Edge、Brave 和 Firefox。扩展会连同 Cookie 一起发送链接，效果与浏览器中相同。',
  browsersFound: (names) => `${names} 已可使用。`,
  noBrowser: '没有找到这些浏览器。请先启动一次浏览器，再关闭并重新打开此项。',
  browserFailed: '无法写入浏览器的文件夹。',
  browserUnsupported: '仅支持 Linux 和 macOS。',
  rpcGroup: '其他程序',
  rpcEnabled: '允许本机的其他程序添加和控制下载',
  rpcHint: '适用于 AriaNg 以及支持 aria2 的浏览器扩展。持有令牌者即可操作，并能看到下载列表。',
  port: '端口',
  portBad: '请输入 1 到 65535 之间的数字。',
  address: '地址',
  token: '令牌',
  copyAddress: '复制地址',
  copyToken: '复制令牌',
  newToken: '新令牌',
  newTokenHint: '生成新令牌后，持有旧令牌的程序将无法连接。',
  origins: '允许访问的网页',
  originsHint: '每行一个网站地址，以 https:// 开头。扩展和程序无需填写。',
  originsBad: (line) => `第 ${line} 行不是以 http:// 或 https:// 开头的网站地址。`,
  listening: (port) => `正在监听端口 ${port}。`,
  failures: {
    'port-taken': (port) => `端口 ${port} 已被其他程序占用。请换一个端口，或退出该程序。`,
    'port-forbidden': (port) => `系统不允许使用端口 ${port}。请选择大于 1023 的端口。`,
    other: (port) => `无法打开端口 ${port}。请换一个端口。`,
  },
};
