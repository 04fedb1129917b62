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
  sluice add URL… [-d DIR]                       把链接交给正在运行的程序
  sluice resume [JOB…]                           继续未完成的任务
  sluice refresh JOB URL                         换上新链接继续
  sluice adopt FILE [--source URL]               接着其他程序未完成的文件下载
  sluice list [--json]                           列出所有任务
  sluice history JOB [--json]                    显示任务的经过
  sluice remove JOB… [--delete-data]             从列表移除任务
  sluice ls oss://BUCKET[/PREFIX]                列出存储空间的内容
  sluice connections add|list|test|remove        管理对象存储的连接
  sluice doctor [--url URL] [--json]             检查有无问题
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
URL 也可以换成本机上的 FILE.meta4、.metalink、.txt、.url、.desktop 或
.webloc，其中可以写明文件的名称、大小、校验和与镜像。
每个已保存文件的路径写到标准输出；进度和说明写到标准错误。

选项：
  -o, --output FILE     保存为 FILE；其所在文件夹必须存在（只能有一个 URL）
  -d, --directory DIR   保存到 DIR；默认为当前文件夹
  --mirror URL          同一文件的其他地址：前一个地址失效时使用，
                        已知校验和时同时使用；可以多次给出（只能有一个 URL）
  --connections N       每个文件的连接数，1 到 64（自动：最多 8）
  --part-size SIZE      分段大小，100K 到 5G，例如 8M
  --limit RATE          所有文件合计的每秒字节数，例如 2M
  --on-conflict WHAT    文件已存在时：keep-both（新文件名为“FILE (1)”）、
                        overwrite（覆盖）或 skip（跳过）；默认 keep-both
  --checksum ALG:HEX    校验和不符则拒绝，例如 sha256:9f86…
                        （也可用 md5、sha1、sha512）；auto 会查找文件旁的
                        NAME.sha256 或 SHA256SUMS
  --verify HOW          needed（默认）；或 everything：文件得名之前重新读取
                        整个文件，与收到的数据比对
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
对象，写作 oss://BUCKET/KEY 或 s3://BUCKET/KEY[?versionId=ID]：
  --connection NAME     使用已保存的连接：见 sluice connections --help
  --recursive           URL 是前缀，例如 oss://BUCKET/DIR/：下载其下的全部内容，
                        并保留文件夹。已在本地且版本相同的不再下载
  --endpoint HOST       存储空间的访问域名，例如 oss-cn-hangzhou.aliyuncs.com
                        或 http://127.0.0.1:9000；不填则由地域得出
  --region REGION       地域，例如 cn-hangzhou；用于签名，可从访问域名中读出
  --addressing HOW      virtual-host（默认）、path，或 cname（访问域名为
                        存储空间自己的域名）
  --network KIND        使用地域的哪种访问域名：public（默认）、internal、
                        accelerate 或 dual-stack
  --signature VERSION   v4（默认）或 v1，仅用于 OSS
  --anonymous           不签名，存储空间须为公共读。否则从 OSS_ACCESS_KEY_ID、
                        OSS_ACCESS_KEY_SECRET、OSS_SESSION_TOKEN，或
                        AWS_ACCESS_KEY_ID、AWS_SECRET_ACCESS_KEY、
                        AWS_SESSION_TOKEN 读取密钥
  --version-id ID       对象的这个版本
  --request-payer       由请求者付费
  --traffic-limit BITS  由 OSS 执行的单连接限速，每秒比特数：
                        819200 到 838860800，例如 100M
  --sse-c-key-file FILE 客户提供的密钥：32 字节的 Base64 或十六进制数字
  --sub-range A-B       只下载 A 到 B 的字节（含两端）；A- 表示直到末尾
  --restore             请求解冻归档的对象

大小以 1024 为倍数：100K、8M、1.5G。-- 之后的内容都不是选项。
请求头、用户、令牌、Cookie 或代理可写成 @FILE，即从 FILE 读取，这样不会出现在
进程列表中。链接跳转到其他网站时，绝不会带上请求头、Cookie 和密码。

示例：
  sluice get https://example.org/image.iso
  sluice get -d ~/Downloads https://example.org/a.zip https://example.org/b.zip
  sluice get --limit 2M --connections 4 https://example.org/image.iso
  sluice get --bearer @token.txt https://example.org/private.bin
  sluice get oss://bucket/dir/image.iso --region cn-hangzhou
  file=$(sluice get https://example.org/image.iso)

使用 --json 时，每行是以下之一：
  {"event":"progress","job","received","durable","total","bytesPerSecond"}
  {"event":"done","job","path","bytes","verified"}
  {"event":"failed","job","failure":{"kind",…},"message"}
  {"event":"waiting","job","reason","message"}
除非运行被中止，每个任务都恰好以后三者之一结束。
立即被拒绝的链接，其 "job" 为 null。

${ENDINGS}`,
  add: `用法：sluice add URL… [-d DIR] [选项]

把链接交给正在运行的 Sluice 程序，由它加入列表并下载。此命令不会启动程序：
程序没有运行时什么也不做，退出码为 1；sluice get 不需要程序就能下载。

选项：
  -d, --directory DIR   保存到 DIR；否则保存到程序的下载文件夹
  -H, --header 'K: V'   同时发送此请求头；可多次使用
  --user NAME:PASSWORD  用此名称和密码登录
  --bearer TOKEN        用此令牌登录
  --cookie 'K=V'        发送此 Cookie；可多次使用
  --json                每行一个 JSON 对象：{"event":"added","job"} 或
                        {"event":"refused","message"}，顺序与链接相同
  -q, --quiet           只说明出错之处
  --state DIR           程序的状态文件夹，见程序的设置；否则用通常的那个
  -h, --help            显示本说明

请求头、名称、令牌或 Cookie 写作 @FILE 时从 FILE 读取，不会出现在进程列表中。

示例：
  sluice add https://example.org/image.iso
  sluice add -d ~/Videos https://example.org/a.mkv https://example.org/b.mkv
`,
  resume: `用法：sluice resume [JOB…] [选项]

继续指定的任务；不指定则继续全部未完成的任务。
任务用 id 指定，也可以只写 sluice list 所显示的开头部分。

选项：
  --on-conflict WHAT    任务因文件已存在而询问时的答复：keep-both（都保留）、
                        overwrite（覆盖）或 skip（跳过）
  --restart             任务因服务器上的文件已改变而询问时的答复：放弃旧数据，
                        下载新文件
  --limit RATE          所有文件合计的每秒字节数，例如 2M
  --verify HOW          needed（默认）或 everything，与 sluice get 相同
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
  --verify HOW          needed（默认）或 everything，与 sluice get 相同
  --json                在标准输出上每行写一个 JSON 对象
  -q, --quiet           只报告出错的情况
${COMMON}
示例：
  sluice refresh k7m2wq9x 'https://example.org/image.iso?token=new'

${ENDINGS}`,
  adopt: `用法：sluice adopt FILE [--source URL] [选项]

接着其他程序未完成的文件下载，或接着任务记录已丢失的 NAME.part 下载。其他程序
记录的进度一概不轻信：大小必须一致，抽查的数据要与服务器相符，零字节不当作
数据，只下载缺少的部分。如有任何不符，不作任何更改，退出码为 1。

FILE 是未完成的文件，或其他程序的进度记录：
  aria2                 NAME 或 NAME.aria2
  OSS SDK、ossutil      .cp 或 .dcp，或 NAME.temp、NAME.tmp、NAME.tmp-…
                        （Go、Python、Java）
  浏览器                NAME.crdownload、NAME.part
  curl、wget            文件本身

选项：
  --source URL          文件的来源；除非进度记录里已写明，否则必须给出
  --copy                在副本上继续，FILE 保持原样；否则 FILE 会改名为
                        NAME.part，不需要双倍空间
  -o, --output FILE     保存为 FILE；默认放在未完成的文件旁边
  -d, --directory DIR   保存到 DIR
  --limit RATE          每秒字节数，例如 2M
  --connections N, --part-size SIZE, --on-conflict WHAT, --checksum ALG:HEX,
  -H, --header 'K: V', --user NAME:PASSWORD, --bearer TOKEN, --cookie 'K=V',
  --proxy URL, --connection NAME, --endpoint HOST, --region REGION,
  --addressing HOW, --network KIND, --signature VERSION, --anonymous,
  --version-id ID, --verify HOW,
  --request-payer, --traffic-limit BITS, --sse-c-key-file FILE,
  --sub-range A-B, --restore
                        与 sluice get 相同
  --json                在标准输出上每行写一个 JSON 对象
  -q, --quiet           只报告出错的情况
${COMMON}
请先停止其他程序。它的进度记录留在原处。

示例：
  sluice adopt image.iso.aria2 --source https://example.org/image.iso
  sluice adopt image.iso.crdownload --source https://example.org/image.iso
  sluice adopt ~/.py-oss-download/6a1f…-download

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
  history: `用法：sluice history JOB [选项]

显示任务的经过：何时开始、出过什么问题、如何继续；另一个 sluice 正在运行时也可
使用。任务用其 id 指定，或用 sluice list 所显示的 id 开头部分指定。

选项：
  --json                每行写一个 JSON 对象：{"at","event",…}
${COMMON}
示例：
  sluice history k7m2wq9x
`,
  connections: `用法：sluice connections list [--json]
      sluice connections add NAME oss://BUCKET [选项]
      sluice connections test NAME [oss://BUCKET]
      sluice connections remove NAME

保存如何访问对象存储以及使用谁的密钥；所在文件只有您本人可读。之后 sluice get
和 sluice ls 就知道存储空间在哪里：优先用添加时指定了该存储空间的连接，其次用
该服务商的第一个连接，或用 --connection 指定的连接。test 会列举一个对象；
若不成功，会说明原因。

add 的选项，用于 oss:// 或 s3://BUCKET：
  --endpoint HOST       存储空间所在的域名：oss-cn-hangzhou.aliyuncs.com 或
                        http://127.0.0.1:9000；默认由地域得出
  --region REGION       例如 cn-hangzhou
  --addressing HOW      virtual-host（默认）、path 或 cname
  --network KIND        public（默认）、internal、accelerate 或 dual-stack
  --signature VERSION   v4（默认）或 v1，用于 OSS
  --access-key-id ID    保存这组密钥；密钥本身会提示输入，或取标准输入的一行。
                        不给出时，每次从环境变量读取：见 sluice get --help
  --secret-file FILE    从 FILE 读取密钥
  --token-file FILE     从 FILE 读取安全令牌（STS）
  --anonymous           不签名：存储空间公开读取
  --json                与 list 同用：每行一个 JSON 对象
${COMMON}
密钥绝不写在命令行上，以免被他人看到。

示例：
  sluice connections add work oss://pictures --region cn-hangzhou
  sluice connections add work oss://pictures --region cn-hangzhou \\
    --access-key-id LTAI5tExample --secret-file secret.txt
  sluice connections test work
`,
  ls: `用法：sluice ls oss://BUCKET[/PREFIX] [选项]

列出存储空间中的内容，每次一层文件夹。前一页输出之后才请求下一页，
对象再多也不占内存。

选项：
  --recursive           列出前缀下的全部内容，而不是一层
  --connection NAME     使用已保存的连接：见 sluice connections --help
  --endpoint HOST、--region REGION、--addressing HOW、--network KIND、
  --signature VERSION、--anonymous、--request-payer
                        与 sluice get 相同
  --json                每行一个 JSON 对象：
                        {"key","size","modifiedAt","etag","storageClass"}，
                        文件夹为 {"prefix"}
${COMMON}
示例：
  sluice ls oss://pictures/2024/
  sluice ls s3://films --recursive --json | jq -r .key
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
  doctor: `用法：sluice doctor [选项]

检查可能妨碍 Sluice 工作的问题，并逐句说明。
只检查，不修复；不加 --url 时不访问网络。

选项：
  -d, --directory DIR   下载保存的目录；默认为当前目录
  --url URL             同时检查能否访问此地址
  --json                在标准输出中每行输出一个 JSON 对象
${COMMON}
示例：
  sluice doctor
  sluice doctor -d ~/Downloads --url https://example.org/image.iso

使用 --json 时，每行为 {"check","verdict":"ok"|"warning"|"error",…,"message"}。

退出码：
  0  没有妨碍工作的问题    1  有问题，已说明
`,
};
