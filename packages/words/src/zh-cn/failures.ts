/** What went wrong, in Simplified Chinese. A number in brackets is the server's or the system's own code, for those who search for it. */
import type { DiskOperation, JobOptionName, ProtocolFault, ProxyTrouble } from '@sluice/model';
import type { FailureWords, Told } from '../failure-words.ts';
import { ADOPT_ZH_CN } from './adopt.ts';
import { formatBytes } from '../format-bytes.ts';
import { formatDuration } from '../format-time.ts';
import { objectFailuresZhCn } from './object-failures.ts';

const size = (bytes: number): string => formatBytes(bytes, 'zh-CN');

export const failuresZhCn: FailureWords = {
  ...objectFailuresZhCn,
  dns: ({ host }) => ({ what: `找不到服务器“${host}”。`, advice: '请检查链接拼写和网络连接。' }),
  connect: ({ host, port, cause }) =>
    ({
      refused: { what: `${host} 拒绝了端口 ${port} 上的连接。`, advice: '服务器可能已停机，请稍后重试。' },
      timeout: { what: `${host} 在端口 ${port} 上没有应答。`, advice: '服务器可能繁忙或被屏蔽，请稍后重试。' },
      unreachable: { what: `当前网络无法到达 ${host}。`, advice: '请检查网络连接或代理设置。' },
    })[cause],
  tls: ({ host, code }) => ({ what: tlsSentence(host, code), advice: '没有从该服务器接收任何内容。请检查地址和本机时间。' }),
  reset: ({ host }) => ({ what: `${host} 中断了连接。`, advice: '重试即可从中断处继续。' }),
  timeout: ({ waitedFor, afterMs }) => ({
    what:
      waitedFor === 'head'
        ? `服务器在 ${formatDuration(afterMs / 1000, 'zh-CN')}内没有应答。`
        : `服务器已有 ${formatDuration(afterMs / 1000, 'zh-CN')}没有发送数据。`,
    advice: '重试即可从中断处继续。',
  }),
  proxy: ({ host, port, cause }) => PROXY[cause](`${host}:${port}`),
  truncated: ({ expectedBytes, receivedBytes }) => ({
    what:
      expectedBytes === null
        ? `服务器提前结束了传输，只收到 ${size(receivedBytes)}。`
        : `服务器提前结束了传输：应有 ${size(expectedBytes)}，只收到 ${size(receivedBytes)}。`,
    advice: '重试即可获取其余部分。',
  }),
  'http-status': ({ status, retryAfterMs }, hasData) => statusSentence(status, retryAfterMs, hasData),
  protocol: ({ fault }) => ({ what: PROTOCOL[fault], advice: '该应答没有写入文件。请重试，或改用单个连接。' }),
  redirect: ({ fault }) => ({ what: REDIRECT[fault], advice: '请使用浏览器最终打开的地址。' }),
  'too-large': ({ size: claimed }) => ({ what: `服务器称文件有 ${claimed} 字节，超出可处理的范围。`, advice: '请检查链接。' }),
  'not-the-file': ({ mediaType }) => ({
    what: `服务器发来的是网页（${mediaType}），不是文件。`,
    advice: '请先在链接来源处登录，再获取新链接。',
  }),
  'remote-changed': ({ what }) => ({
    what: what === 'size' ? '服务器上的文件大小已改变。' : '服务器上的文件已改变。',
    advice: '新旧数据绝不混用；重试将从头获取新文件。',
  }),
  'stream-cut': ({ receivedBytes, tries }) => ({
    what: `服务器 ${tries} 次中断了下载，最多只收到 ${formatBytes(receivedBytes, 'zh-CN')}，而且无法从断点继续。`,
    advice: '请稍后重试，或使用此文件的其他链接。',
  }),
  'ranges-lost': () => ({ what: '服务器不再支持分段发送此文件。', advice: '请稍后重试，将从中断处继续。' }),
  'other-file': ({ what }) => ({
    what: what === 'size' ? '该链接指向大小不同的文件。' : '该链接指向另一个大小相同的文件。',
    advice: '请获取同一文件的新链接，或将其作为新的下载添加。',
  }),
  'no-such-job': () => ({ what: '没有这个未完成的下载。', advice: '它可能已经完成或被移除。' }),
  'not-adopted': ({ cause, path }) => ADOPT_ZH_CN[cause](path),
  'invalid-url': ({ text }) => ({ what: `“${text}”不是链接。`, advice: '链接应以 http:// 或 https:// 开头。' }),
  'unsupported-scheme': ({ scheme }) => ({
    what: `无法下载以“${scheme.replace(/:$/, '')}:”开头的链接。`,
    advice: '请使用以 http:// 或 https:// 开头的链接。',
  }),
  'invalid-option': ({ option, value }) => ({ what: `“${value}”不是有效的${OPTION[option].name}。`, advice: OPTION[option].advice }),
  'name-illegal': ({ name }) => ({ what: `此处不能使用文件名“${name}”。`, advice: '请换一个名称。' }),
  'folder-missing': ({ path }) => ({ what: `文件夹“${path}”不存在。`, advice: '请创建该文件夹，或另选一个。' }),
  'folder-not-a-folder': ({ path }) => ({ what: `“${path}”是文件，不是文件夹。`, advice: '请另选一个文件夹。' }),
  'folder-read-only': ({ path }) => ({ what: `无法写入“${path}”。`, advice: '请允许写入，或另选一个文件夹。' }),
  'disk-space': ({ path, neededBytes, availableBytes }) => ({
    what: `“${path}”所在磁盘空间不足：需要 ${size(neededBytes)}，可用 ${size(availableBytes)}。`,
    advice: `请至少腾出 ${size(Math.max(0, neededBytes - availableBytes))}，然后重试。`,
  }),
  disk: ({ operation, path, code }) => ({
    what: `无法${OPERATION[operation]}“${path}”：${errno(code)}。`,
    advice: '请检查磁盘，然后重试。',
  }),
  'target-exists': ({ path }) => ({ what: `“${path}”已存在，并保持原样。`, advice: '请换一个名称或文件夹。' }),
  'target-in-use': ({ path }) => ({ what: `另一个下载正在写入“${path}”。`, advice: '请等待它完成、将其移除，或换一个名称。' }),
  'part-file-foreign': ({ path }) => ({ what: `“${path}”不属于此下载，占用了位置。`, advice: '它保持原样。请移走它，然后重试。' }),
  'checksum-mismatch': ({ algorithm, expected, actual }) => ({
    what: `校验和不符：${algorithmName(algorithm)} 应为 ${short(expected)}，实为 ${short(actual)}。`,
    advice: '未接受该文件。请核对预期的校验和，然后重试。',
  }),
  fault: ({ detail }) => ({ what: `程序自身出现故障，已停止此下载：${firstLine(detail)}。`, advice: '请重试；如再次出现，请报告。' }),
  'row-unreadable': ({ detail }) => ({
    what: `无法读取此下载的记录：${withoutStop(detail)}。`,
    advice: '记录已另行保存，没有删除。请重新添加链接。',
  }),
};

const PROTOCOL: Readonly<Record<ProtocolFault, string>> = {
  status: '服务器的应答与请求不符。',
  'no-content-range': '服务器没有说明发送的是文件的哪一段。',
  'content-range-syntax': '服务器对所发分段的说明无法读取。',
  'content-range-start': '服务器发送的不是所请求的分段。',
  'content-range-end': '服务器发送的内容超出所请求的范围。',
  'content-range-total': '服务器现在给出了不同的文件大小。',
  'content-length': '服务器声明的长度与分段不符。',
  'content-coding': '服务器发送了压缩的分段，无法拼接。',
  multipart: '服务器在一个应答中发送了多个分段，无法拼接。',
  'head-too-large': '服务器应答的开头过长。',
  malformed: '服务器的应答格式无效。',
};

const REDIRECT: Readonly<Record<'too-many' | 'no-location' | 'bad-location' | 'scheme' | 'insecure', string>> = {
  'too-many': '链接不断跳转，没有尽头。',
  'no-location': '服务器称文件已移动，却没有给出新地址。',
  'bad-location': '服务器给出的新地址无效。',
  scheme: '链接跳转到了不支持的地址类型。',
  insecure: '链接从安全地址跳转到了不安全的地址。',
};

const PROXY: Readonly<Record<ProxyTrouble, (proxy: string) => Told>> = {
  dns: (proxy) => ({ what: `找不到代理 ${proxy}。`, advice: '请检查代理的名称。' }),
  refused: (proxy) => ({ what: `代理 ${proxy} 拒绝了连接。`, advice: '请检查代理的地址和端口，并确认它正在运行。' }),
  timeout: (proxy) => ({ what: `代理 ${proxy} 没有应答。`, advice: '请检查代理地址，或稍后重试。' }),
  unreachable: (proxy) => ({ what: `当前网络无法到达代理 ${proxy}。`, advice: '请检查网络和代理地址。' }),
  auth: (proxy) => ({ what: `代理 ${proxy} 不接受所给的用户名或密码。`, advice: '请检查代理的用户名和密码。' }),
  denied: (proxy) => ({ what: `代理 ${proxy} 不允许访问此地址。`, advice: '请改用其他代理，或联系其管理者。' }),
  target: (proxy) => ({ what: `代理 ${proxy} 无法连接到服务器。`, advice: '服务器可能已停机，请稍后重试。' }),
  protocol: (proxy) => ({ what: `${proxy} 的应答不像代理。`, advice: '请检查代理类型（HTTP、HTTPS 或 SOCKS5）和端口。' }),
};

const OPTION: Readonly<Record<JobOptionName, { readonly name: string; readonly advice: string }>> = {
  connections: { name: '连接数', advice: '请填写 1 到 64 之间的数字。' },
  'part-size': { name: '分段大小', advice: '请填写 100K 到 5G 之间的大小。' },
  limit: { name: '限速', advice: '请填写每秒字节数，例如 500K 或 2M。' },
  checksum: { name: '校验和', advice: '请写成 sha256:… 加十六进制数字。' },
  header: { name: '请求头', advice: '请写成“名称: 值”。' },
  'on-conflict': { name: '重名处理方式', advice: '请使用 keep-both、overwrite 或 skip。' },
  proxy: { name: '代理', advice: '请填写 none，或形如 http://proxy.example:3128、socks5://proxy.example:1080 的地址。' },
  'traffic-limit': { name: '单链接限速', advice: '请填写 819200 到 838860800 之间的每秒比特数。' },
  'sub-range': { name: '字节范围', advice: '请填写对象内的首尾字节，例如 0-1048575。' },
  'sse-c-key': { name: '加密密钥', advice: '长度必须为 32 字节。' },
  'version-id': { name: '版本', advice: '请填写存储服务所示的版本标识。' },
  endpoint: { name: '访问域名', advice: '请填写主机名，例如 oss-cn-hangzhou.aliyuncs.com 。' },
  region: { name: '地域', advice: '请填写地域标识，例如 cn-hangzhou 。' },
};

const OPERATION: Readonly<Record<DiskOperation, string>> = {
  open: '打开',
  read: '读取',
  write: '写入',
  sync: '存盘',
  rename: '重命名',
  delete: '删除',
  inspect: '查看',
};

function errno(code: string): string {
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return `没有权限（${code}）`;
    case 'EROFS':
      return `磁盘为只读（${code}）`;
    case 'ENOSPC':
    case 'EDQUOT':
      return `磁盘已满（${code}）`;
    case 'ENOENT':
      return `它已不存在（${code}）`;
    case 'EIO':
      return `磁盘报告损坏（${code}）`;
    case 'ENAMETOOLONG':
      return `名称过长（${code}）`;
    case 'EMFILE':
    case 'ENFILE':
      return `打开的文件过多（${code}）`;
    default:
      return `系统拒绝了操作（${code}）`;
  }
}

function statusSentence(status: number, retryAfterMs: number | null, hasData: boolean): Told {
  if ((status === 401 || status === 403) && hasData)
    return { what: `链接已过期（${status}）。`, advice: '请在链接恢复后重试，或获取新链接。' };
  if (status === 401) return { what: '服务器要求登录（401）。', advice: '请获取无需登录的链接。' };
  if (status === 403) return { what: '服务器拒绝访问（403）。', advice: '请检查链接是否完整、是否仍然有效。' };
  if (status === 404) return { what: '此地址没有文件（404）。', advice: '请检查链接。' };
  if (status === 407) return { what: '代理要求登录（407）。', advice: '请检查网络的代理设置。' };
  if (status === 410) return { what: '文件已从服务器移除（410）。', advice: '请另找链接。' };
  if (status === 416) return { what: '服务器没有所请求的分段（416）。', advice: '请重试。' };
  if (status === 451) return { what: '文件因法律原因被屏蔽（451）。', advice: '请另找链接。' };
  const again = retryAfterMs === null ? '请稍后重试。' : `请在 ${formatDuration(retryAfterMs / 1000, 'zh-CN')}后重试。`;
  if (status === 429) return { what: '服务器要求减少请求（429）。', advice: again };
  if (status === 503) return { what: '服务器繁忙（503）。', advice: again };
  if (status >= 500) return { what: `服务器自身出现问题（${status}）。`, advice: again };
  if (status >= 400) return { what: `服务器拒绝了请求（${status}）。`, advice: '请检查链接。' };
  return { what: `服务器的应答不是文件（${status}）。`, advice: '请检查链接。' };
}

function tlsSentence(host: string, code: string): string {
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return `${host} 的证书已过期（${code}）。`;
    case 'CERT_NOT_YET_VALID':
      return `${host} 的证书尚未生效（${code}）。`;
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
      return `${host} 使用自签名证书，身份无法确认（${code}）。`;
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return `${host} 出示的证书属于其他服务器（${code}）。`;
    default:
      return `无法与 ${host} 建立安全连接（${code}）。`;
  }
}

function algorithmName(algorithm: string): string {
  return algorithm.toUpperCase().replace(/^SHA(?=\d)/, 'SHA-');
}

function short(hex: string): string {
  return hex.length > 16 ? `${hex.slice(0, 8)}…${hex.slice(-4)}` : hex;
}

/** The rest of a fault is where it happened in the program: that is for the log and the report. */
function firstLine(detail: string): string {
  return withoutStop(detail.split('\n', 1)[0] ?? '');
}

function withoutStop(text: string): string {
  return text.replace(/[\s.。]+$/, '') || '没有更多信息';
}
