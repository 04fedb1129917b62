/** What `sluice doctor` says, in Simplified Chinese. */
import { formatBytes, formatThroughput } from '@sluice/words';
import type { DoctorSentences } from './catalogue.ts';

export const doctorChinese: DoctorSentences = {
  'state-folder': ({ path }) => `任务列表保存在 ${path}，可以写入。`,
  'state-folder-missing': ({ path }) => `任务列表将保存在 ${path}；目前还没有。`,
  'state-folder-refused': ({ path, code }) => `无法读写 ${path}（${code}）。请设置权限，或用 --state 指定其他目录。`,
  'database-missing': () => '还没有任务列表；第一次下载时会创建。',
  'database-sound': ({ sizeBytes, schema }) => `任务列表完好：${formatBytes(sizeBytes, 'zh-CN')}，结构版本 ${schema}。`,
  'database-older': ({ schema, known }) => `任务列表完好，由旧版本写入：结构版本 ${schema}，下次下载时升级到 ${known}。`,
  'database-newer': ({ schema, known }) =>
    `任务列表由更新的版本写入：结构版本 ${schema}，此程序只支持到 ${known}。请更新 Sluice；没有任何更改。`,
  'database-damaged': ({ detail, hasBackup }) =>
    `任务列表已损坏（${detail}）。下次下载时会另存而不删除，并${hasBackup ? '改用备份' : '新建列表：没有完好的备份'}。`,
  'database-unreadable': ({ code }) => `无法读取任务列表（${code}）。请检查文件权限和磁盘。`,
  backup: ({ ageDays }) => `备份完好，${ageDays === 0 ? '不到一天前' : `${ageDays} 天前`}生成。`,
  'backup-missing': () => '任务列表还没有备份；命令结束时会生成。',
  'backup-damaged': () => '任务列表的备份已损坏；下一次备份会替换它。',
  'set-aside': ({ names }) => `无法读取的列表已保留：${names.join('、')}。确认没有缺失后可以删除。`,
  'lock-free': () => '没有其他 Sluice 正在使用任务列表。',
  'lock-held': ({ holder }) => `另一个 Sluice 正在使用任务列表${holder === null ? '' : `（${holder}）`}。`,
  space: ({ path, freeBytes }) => `${path} 可以写入，剩余空间 ${formatBytes(freeBytes, 'zh-CN')}。`,
  'space-low': ({ path, freeBytes }) => `${path} 的剩余空间只有 ${formatBytes(freeBytes, 'zh-CN')}。`,
  'folder-refused': ({ path, code }) => `无法写入 ${path}（${code}）。`,
  leftovers: ({ names, count, path }) =>
    `${path} 中有 ${count} 个未完成的文件不属于任何任务：${names.join('、')}${count > names.length ? '……' : ''}。要继续下载：sluice adopt FILE`,
  runtime: ({ node }) => `Node.js ${node} 版本足够新。`,
  'runtime-old': ({ node, least }) => `Node.js ${node} 版本过旧：需要 ${least} 或更新版本。`,
  'checksum-speed': ({ bytesPerSecond }) => `校验和的计算速度为 ${formatThroughput(bytesPerSecond, 'zh-CN')}。`,
  'checksum-slow': ({ bytesPerSecond }) => `校验和的计算速度只有 ${formatThroughput(bytesPerSecond, 'zh-CN')}：缺少快速实现，或电脑正忙。`,
  'proxy-none': () => '环境变量中没有设置代理。',
  'proxy-set': ({ variables }) => `环境变量中设置了代理：${variables.join('、')}。`,
  'proxy-invalid': ({ variable }) => `变量 ${variable} 中的代理无法使用。`,
  clock: ({ now }) => `系统时间为 ${now}。`,
  'clock-wrong': ({ now }) => `系统时间为 ${now}，不可能正确：证书和签名链接会被拒绝。请校正时间。`,
  tls: ({ roots }) => `证书依据 ${roots} 个已知机构进行检查。`,
  'tls-off': ({ variable }) => `${variable} 关闭了证书检查。请将其删除。`,
  reached: ({ url, resumable }) => `可以访问 ${url}；从那里下载${resumable ? '可以断点续传' : '中断后需要从头开始'}。`,
  'not-reached': () => '无法访问该地址。',
};
