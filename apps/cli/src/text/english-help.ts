/** Help in English, at most 80 columns wide. */
import type { HelpTexts } from './catalogue.ts';

const COMMON = `  --state DIR           keep the list of jobs in DIR; else in
                        $XDG_STATE_HOME/sluice or ~/.local/state/sluice
                        (macOS: ~/Library/Application Support/sluice-cli,
                        Windows: %LOCALAPPDATA%\\sluice-cli)
  -h, --help            this text
`;

const ENDINGS = `Exit codes:
  0  everything is done          3  a job waits for you
  1  something failed            130  stopped with Ctrl-C; what arrived is kept
  2  the command line is wrong
`;

export const englishHelp: HelpTexts = {
  overview: `sluice downloads files over several connections. It never starts over without
need, and it never calls a wrong file done.

Usage:
  sluice get URL… [-o FILE | -d DIR] [options]   fetch files
  sluice add URL… [-d DIR]                       hand links to the running app
  sluice resume [JOB…]                           go on with unfinished jobs
  sluice refresh JOB URL                         go on with a new link
  sluice adopt FILE [--source URL]               go on with what another program
                                                 began, or a lost list of jobs
  sluice list [--json]                           show all jobs
  sluice history JOB [--json]                    show what happened to a job
  sluice remove JOB… [--delete-data]             take jobs off the list
  sluice ls oss://BUCKET[/PREFIX]                show what is in a bucket
  sluice connections add|list|test|remove        how buckets are reached
  sluice doctor [--url URL] [--json]             look for what is in the way
  sluice COMMAND --help                          all options of a command
  sluice --version

Examples:
  sluice get https://example.org/image.iso
  sluice get https://example.org/image.iso -o ~/Downloads/image.iso
  sluice get --checksum sha256:9f86d0… https://example.org/image.iso
  sluice resume

The same get with the same -o or -d goes on where it was stopped.

${ENDINGS}`,
  get: `Usage: sluice get URL… [-o FILE | -d DIR] [options]

Fetches files. Running the same command again goes on with what is there.
In place of a URL, FILE.meta4, .metalink, .txt, .url, .desktop or .webloc may
name files to fetch, with their names, sizes, checksums and mirrors.
The path of every saved file is printed on the standard output; progress and
sentences go to the standard error.

Options:
  -o, --output FILE     save as FILE; its folder must exist (one URL only)
  -d, --directory DIR   save into DIR; else into the current folder
  --mirror URL          another address of the same file: used when the first
                        one fails, and beside it where a checksum is known;
                        may be given several times (one URL only)
  --connections N       connections for each file, 1 to 64 (automatic: up to 8)
  --part-size SIZE      size of a part, 100K to 5G, such as 8M
  --limit RATE          bytes per second for all files together, such as 2M
  --on-conflict WHAT    when the file is there already: keep-both (the new one
                        becomes "FILE (1)"), overwrite, or skip
                        (default: keep-both)
  --checksum ALG:HEX    refuse a file that does not match, such as sha256:9f86…
                        (also md5, sha1, sha512); auto looks for NAME.sha256
                        or SHA256SUMS beside the file
  --verify HOW          needed (default), or everything: read the whole file
                        again before it gets its name, and compare it with what
                        arrived
  -H, --header 'K: V'   send this header, too; may be given several times
  --user NAME:PASSWORD  sign in with these
  --bearer TOKEN        sign in with this token
  --cookie 'K=V'        send this cookie; may be given several times
  --proxy URL           go through this proxy: http://, https:// or socks5://
                        [USER:PASSWORD@]HOST:PORT; none: go directly; system
                        (default): as HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and
                        NO_PROXY say
  --json                one JSON object a line on the standard output
  -q, --quiet           say only what went wrong
${COMMON}
Objects, as oss://BUCKET/KEY or s3://BUCKET/KEY[?versionId=ID]:
  --connection NAME     a saved connection: see sluice connections --help
  --recursive           the URL is a prefix, as oss://BUCKET/DIR/: fetch all
                        below it, with its folders. What is there already, in
                        its present version, is left out
  --endpoint HOST       where the bucket is: oss-cn-hangzhou.aliyuncs.com, or
                        http://127.0.0.1:9000; else made from the region
  --region REGION       such as cn-hangzhou; signed, and read from the endpoint
                        where it says so
  --addressing HOW      virtual-host (default), path, or cname when the endpoint
                        is the bucket's own domain
  --network KIND        which of the region's endpoints: public (default),
                        internal, accelerate or dual-stack
  --signature VERSION   v4 (default) or v1, for OSS
  --anonymous           sign nothing: the bucket is public. Else the keys are
                        read from OSS_ACCESS_KEY_ID, OSS_ACCESS_KEY_SECRET and
                        OSS_SESSION_TOKEN, or AWS_ACCESS_KEY_ID,
                        AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN
  --version-id ID       this version of the object
  --request-payer       who asks, pays
  --traffic-limit BITS  bits per second for each connection, set by OSS itself:
                        819200 to 838860800, such as 100M
  --sse-c-key-file FILE the customer's key, 32 bytes as base64 or hexadecimal
  --sub-range A-B       only the bytes A to B, both included; A- to the end
  --restore             ask for an archived object to be restored

Sizes are in multiples of 1024: 100K, 8M, 1.5G. What follows -- is never an
option. With @FILE in the place of a header, user, token, cookie or proxy, it
is read from FILE, and does not show in the list of processes. Headers, cookies
and passwords are never sent to another site when a link leads there.

Examples:
  sluice get https://example.org/image.iso
  sluice get -d ~/Downloads https://example.org/a.zip https://example.org/b.zip
  sluice get --limit 2M --connections 4 https://example.org/image.iso
  sluice get --bearer @token.txt https://example.org/private.bin
  sluice get oss://bucket/dir/image.iso --region cn-hangzhou
  file=$(sluice get https://example.org/image.iso)

With --json, each line is one of
  {"event":"progress","job","received","durable","total","bytesPerSecond"}
  {"event":"done","job","path","bytes","verified"}
  {"event":"failed","job","failure":{"kind",…},"message"}
  {"event":"waiting","job","reason","message"}
and every job ends with exactly one of the last three, unless the run is
stopped. "job" is null for a link that was refused at once.

${ENDINGS}`,
  add: `Usage: sluice add URL… [-d DIR] [options]

Hands links to the Sluice app that runs, which puts them on its list and fetches
them. The app is not started: where it does not run, nothing is done and the
exit code is 1; sluice get fetches files without it.

Options:
  -d, --directory DIR   save into DIR; else into the app's download folder
  -H, --header 'K: V'   send this header, too; may be given several times
  --user NAME:PASSWORD  sign in with these
  --bearer TOKEN        sign in with this token
  --cookie 'K=V'        send this cookie; may be given several times
  --json                one JSON object a line: {"event":"added","job"}, or
                        {"event":"refused","message"}, in the order of the links
  -q, --quiet           say only what went wrong
  --state DIR           the app's state folder, as its settings name it; else
                        the usual one
  -h, --help            this text

With @FILE in the place of a header, user, token or cookie, it is read from
FILE, and does not show in the list of processes.

Examples:
  sluice add https://example.org/image.iso
  sluice add -d ~/Videos https://example.org/a.mkv https://example.org/b.mkv
`,
  resume: `Usage: sluice resume [JOB…] [options]

Goes on with the given jobs, or with all that are not finished. A job is named
by its id, or by as much of the id's beginning as sluice list shows.

Options:
  --on-conflict WHAT    answer a job that asks what to do, because the file is
                        there already: keep-both, overwrite or skip
  --restart             answer a job that asks, because the file on the server
                        has changed: drop the old bytes and fetch the new file
  --limit RATE          bytes per second for all files together, such as 2M
  --verify HOW          needed (default) or everything, as for sluice get
  --json                one JSON object a line on the standard output
  -q, --quiet           say only what went wrong
${COMMON}
Examples:
  sluice resume
  sluice resume k7m2wq9x --limit 500K
  sluice resume k7m2wq9x --on-conflict keep-both

${ENDINGS}`,
  refresh: `Usage: sluice refresh JOB URL [options]

Gives a job a new link, because its old one has expired, and goes on with what
is there. The link is taken only if it leads to the same file: the size must
agree, and the validator or a sample of the bytes. Otherwise nothing changes,
and the exit code is 1.

Options:
  --limit RATE          bytes per second, such as 2M
  --verify HOW          needed (default) or everything, as for sluice get
  --json                one JSON object a line on the standard output
  -q, --quiet           say only what went wrong
${COMMON}
Examples:
  sluice refresh k7m2wq9x 'https://example.org/image.iso?token=new'

${ENDINGS}`,
  adopt: `Usage: sluice adopt FILE [--source URL] [options]

Goes on with a file that another program left unfinished, or with a NAME.part
whose job is no longer on the list. Nothing that the other program claims is
believed: the size must agree, samples of the bytes are compared with the
server, zeros are never taken for data, and only what is missing is fetched.
When anything is wrong, nothing is changed and the exit code is 1.

FILE is the unfinished file, or the other program's record of its progress:
  aria2                 NAME, or NAME.aria2
  OSS SDKs, ossutil     .cp or .dcp, or NAME.temp, NAME.tmp, NAME.tmp-…
                        (Go, Python, Java)
  browsers              NAME.crdownload, NAME.part
  curl, wget            the file itself

Options:
  --source URL          where the file comes from; needed unless the record
                        says it
  --copy                work on a copy and leave FILE as it is; else FILE
                        becomes NAME.part, and needs no room twice
  -o, --output FILE     save as FILE; else beside the unfinished file
  -d, --directory DIR   save into DIR
  --limit RATE          bytes per second, such as 2M
  --connections N, --part-size SIZE, --on-conflict WHAT, --checksum ALG:HEX,
  -H, --header 'K: V', --user NAME:PASSWORD, --bearer TOKEN, --cookie 'K=V',
  --proxy URL, --connection NAME, --endpoint HOST, --region REGION,
  --addressing HOW, --network KIND, --signature VERSION, --anonymous,
  --version-id ID, --verify HOW,
  --request-payer, --traffic-limit BITS, --sse-c-key-file FILE,
  --sub-range A-B, --restore
                        as for sluice get
  --json                one JSON object a line on the standard output
  -q, --quiet           say only what went wrong
${COMMON}
Stop the other program first. Its record of progress is left where it is.

Examples:
  sluice adopt image.iso.aria2 --source https://example.org/image.iso
  sluice adopt image.iso.crdownload --source https://example.org/image.iso
  sluice adopt ~/.py-oss-download/6a1f…-download

${ENDINGS}`,
  list: `Usage: sluice list [options]

Shows all jobs, also while another sluice is working on them.

Options:
  --json                one JSON object a line
${COMMON}
Examples:
  sluice list
  sluice list --json | jq -r 'select(.state == "failed") | .job'
`,
  history: `Usage: sluice history JOB [options]

Shows what happened to a job: when it began, what went wrong and how it went on,
also while another sluice is working on it. A job is named by its id, or by as
much of the id's beginning as sluice list shows.

Options:
  --json                one JSON object a line: {"at","event",…}
${COMMON}
Examples:
  sluice history k7m2wq9x
`,
  connections: `Usage: sluice connections list [--json]
       sluice connections add NAME oss://BUCKET [options]
       sluice connections test NAME [oss://BUCKET]
       sluice connections remove NAME

Keeps how object stores are reached and with whose keys, in a file that only
you can read. sluice get and sluice ls then know where a bucket is: they take
the connection that was added with that bucket, else the first one of the
provider, or the one that --connection names. test lists one object, and says
what is wrong if that does not work.

Options of add, for oss:// or s3://BUCKET:
  --endpoint HOST       where the buckets are: oss-cn-hangzhou.aliyuncs.com, or
                        http://127.0.0.1:9000; else made from the region
  --region REGION       such as cn-hangzhou
  --addressing HOW      virtual-host (default), path, or cname
  --network KIND        public (default), internal, accelerate or dual-stack
  --signature VERSION   v4 (default) or v1, for OSS
  --access-key-id ID    keep these keys; the secret is asked for, or is a line
                        of the standard input. Without it, the keys are read
                        from the environment each time: see sluice get --help
  --secret-file FILE    read the secret from FILE
  --token-file FILE     read the security token (STS) from FILE
  --anonymous           sign nothing: the buckets are public
  --json                with list: one JSON object a line
${COMMON}
A secret is never given on the command line, where others could see it.

Examples:
  sluice connections add work oss://pictures --region cn-hangzhou
  sluice connections add work oss://pictures --region cn-hangzhou \\
    --access-key-id LTAI5tExample --secret-file secret.txt
  sluice connections test work
`,
  ls: `Usage: sluice ls oss://BUCKET[/PREFIX] [options]

Shows what is in a bucket, one level of folders at a time. The next page is
asked for when the one before was printed, however many objects there are.

Options:
  --recursive           everything below the prefix, not one level
  --connection NAME     a saved connection: see sluice connections --help
  --endpoint HOST, --region REGION, --addressing HOW, --network KIND,
  --signature VERSION, --anonymous, --request-payer
                        as for sluice get
  --json                one JSON object a line:
                        {"key","size","modifiedAt","etag","storageClass"}, or
                        {"prefix"} for a folder
${COMMON}
Examples:
  sluice ls oss://pictures/2024/
  sluice ls s3://films --recursive --json | jq -r .key
`,
  remove: `Usage: sluice remove JOB… [--delete-data] [options]

Takes jobs off the list. Files, finished or not, stay on the disk unless
--delete-data is given.

Options:
  --delete-data         delete what had arrived of them, finished files included
  -q, --quiet           say only what went wrong
${COMMON}
Examples:
  sluice remove k7m2wq9x
  sluice remove k7m2wq9x --delete-data
`,
  doctor: `Usage: sluice doctor [options]

Looks for what could keep Sluice from working, and says it in sentences. It
only looks: nothing is repaired, and nothing is asked of the network without
--url.

Options:
  -d, --directory DIR   where downloads go; else the current folder
  --url URL             also see whether this address can be reached
  --json                one JSON object a line on the standard output
${COMMON}
Examples:
  sluice doctor
  sluice doctor -d ~/Downloads --url https://example.org/image.iso

With --json, each line is
  {"check","verdict":"ok"|"warning"|"error",…,"message"}

Exit codes:
  0  nothing keeps it from working    1  something does, and is said
`,
};
