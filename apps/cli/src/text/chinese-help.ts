/** Help in Simplified Chinese, at most 80 columns wide. */
import type { HelpTexts } from './catalogue.ts';

const COMMON = `  --state DIR           任务列表保存在 DIR；默认为 $XDG_STATE_HOME/sluice
                        或 ~/.local/state/sluice（macOS：
                        ~/Library/Application Support/sluice-cli，
                        Windows：%LOCALAPPDATA%\\sluice-cli）
  -h, --help            显示本说明
`;

const ENDINGS = `退出码：
  0  全部完成                    3  有任务在等待您处理
  1  有任务失败                  130  被 Ctrl-C 停止；已收到的数据保留
  2  命令行有误
`;

export const chineseHelp: HelpTexts = {
  overview: `sluice 用多个连接下载文件。非必要绝不从头再来，绝不把错误的文件当作完成。

用法：
  sluice get URL… [-o FILE | -d DIR] [选项]      下载文件
  sluice resume [JOB…]                           继续未完成的任务
  sluice refresh JOB URL                         换上新链接继续
  sluice list [--json]                           列出所有任务
  sluice remove JOB… [--delete-data]             从列表移除任务
  sluice COMMAND --help                          查看某个命令的全部选项
  sluice --version

示例：
  sluice get https://example.org/image.iso
  sluice get https://example.org/image.iso -o ~/Downloads/image.iso
  sluice get --checksum sha256:9f86d0… https://example.org/image.iso
  sluice resume

再次运行同一条 get 命令（-o 或 -d 相同），会从停下的地方继续。

${ENDINGS}`,
  get: `用法：sluice get URL… [-o FILE | -d DIR] [选项]

下载文件。再次运行同一条命令会接着已有的数据继续。
每个已保存文件的路径写到标准输出；进度和说明写到标准错误。

选项：
  -o, --output FILE     保存为 FILE；其所在文件夹必须存在（只能有一个 URL）
  -d, --directory DIR   保存到 DIR；默认为当前文件夹
  --connections N       每个文件的连接数，1 到 64（自动：最多 8）
  --part-size SIZE      分段大小，100K 到 5G，例如 8M
  --limit RATE          所有文件合计的每秒字节数，例如 2M
  --on-conflict WHAT    文件已存在时：keep-both（新文件名为“FILE (1)”）、
                        overwrite（覆盖）或 skip（跳过）；默认 keep-both
  --checksum ALG:HEX    校验和不符则拒绝，例如 sha256:9f86…
                        （也可用 md5、sha1、sha512）；auto 会查找文件旁的
                        NAME.sha256 或 SHA256SUMS
  -H, --header 'K: V'   同时发送此请求头；可多次使用
  --user NAME:PASSWORD  以此用户名和密码登录
  --bearer TOKEN        以此令牌登录
  --cookie 'K=V'        发送此 Cookie；可多次使用
  --proxy URL           经由此代理：http://、https:// 或 socks5://
                        [USER:PASSWORD@]HOST:PORT；none：直接连接；system
                        （默认）：按 HTTP_PROXY、HTTPS_PROXY、ALL_PROXY 和
                        NO_PROXY 的设置
  --json                在标准输出上每行写一个 JSON 对象
  -q, --quiet           只报告出错的情况
${COMMON}
大小以 1024 为倍数：100K、8M、1.5G。-- 之后的内容都不是选项。
请求头、用户、令牌、Cookie 或代理可写成 @FILE，即从 FILE 读取，这样不会出现在
进程列表中。链接跳转到其他网站时，绝不会带上请求头、Cookie 和密码。

示例：
  sluice get https://example.org/image.iso
  sluice get -d ~/Downloads https://example.org/a.zip https://example.org/b.zip
  sluice get --limit 2M --connections 4 https://example.org/image.iso
  sluice get --bearer @token.txt https://example.org/private.bin
  file=$(sluice get https://example.org/image.iso)

使用 --json 时，每行是以下之一：
  {"event":"progress","job","received","durable","total","bytesPerSecond"}
  {"event":"done","job","path","bytes","verified"}
  {"event":"failed","job","failure":{"kind",…},"message"}
  {"event":"waiting","job","reason","message"}
除非运行被中止，每个任务都恰好以后三者之一结束。
立即被拒绝的链接，其 "job" 为 null。

${ENDINGS}`,
  resume: `用法：sluice resume [JOB…] [选项]

继续指定的任务；不指定则继续全部未完成的任务。
任务用 id 指定，也可以只写 sluice list 所显示的开头部分。

选项：
  --on-conflict WHAT    任务因文件已存在而询问时的答复：keep-both（都保留）、
                        overwrite（覆盖）或 skip（跳过）
  --restart             任务因服务器上的文件已改变而询问时的答复：放弃旧数据，
                        下载新文件
  --limit RATE          所有文件合计的每秒字节数，例如 2M
  --json                在标准输出上每行写一个 JSON 对象
  -q, --quiet           只报告出错的情况
${COMMON}
示例：
  sluice resume
  sluice resume k7m2wq9x --limit 500K
  sluice resume k7m2wq9x --on-conflict keep-both

${ENDINGS}`,
  refresh: `用法：sluice refresh JOB URL [选项]

旧链接过期后，为任务换上新链接，并接着已有的数据继续。只有指向同一文件的
链接才会被采用：大小必须一致，且验证标识或抽查的数据相符。否则不作任何更改，
退出码为 1。

选项：
  --limit RATE          每秒字节数，例如 2M
  --json                在标准输出上每行写一个 JSON 对象
  -q, --quiet           只报告出错的情况
${COMMON}
示例：
  sluice refresh k7m2wq9x 'https://example.org/image.iso?token=new'

${ENDINGS}`,
  list: `用法：sluice list [选项]

列出所有任务；另一个 sluice 正在运行时也可使用。

选项：
  --json                每行写一个 JSON 对象
${COMMON}
示例：
  sluice list
  sluice list --json | jq -r 'select(.state == "failed") | .job'
`,
  remove: `用法：sluice remove JOB… [--delete-data] [选项]

从列表移除任务。除非使用 --delete-data，文件（无论是否完成）都留在磁盘上。

选项：
  --delete-data         同时删除已收到的数据，包括已完成的文件
  -q, --quiet           只报告出错的情况
${COMMON}
示例：
  sluice remove k7m2wq9x
  sluice remove k7m2wq9x --delete-data
`,
};
