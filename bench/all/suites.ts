/** The suites of `npm run bench`, in the order of the document. */
export interface Suite {
  readonly name: string;
  readonly title: string;
  /** What is done, and with what, in a sentence or two. */
  readonly about: string;
  /** Words behind `bench/NAME/run.ts`. */
  readonly words: readonly string[];
  readonly quickWords: readonly string[];
  /** Whether windows open: it gets a virtual display and the built app. */
  readonly needsApp: boolean;
  readonly timeLimitSeconds: number;
}

const built = ['--built'];
const builtQuick = ['--built', '--quick'];

export const SUITES: readonly Suite[] = [
  {
    name: 'bulk',
    title: 'One large file',
    about:
      'nginx on the same machine, eight connections (curl and wget2: one), into memory (tmpfs) and onto the disk. Only Sluice syncs what it writes, and only it keeps the CRC-32 of every block.',
    words: built,
    quickWords: builtQuick,
    needsApp: false,
    timeLimitSeconds: 1200,
  },
  {
    name: 'throttled',
    title: 'A server that throttles each connection',
    about: 'nginx gives each connection 4 MB/s; sixteen connections.',
    words: built,
    quickWords: builtQuick,
    needsApp: false,
    timeLimitSeconds: 240,
  },
  {
    name: 'unequal',
    title: 'Connections of unequal speed',
    about: 'One of eight connections has a tenth of the throughput of the others. The engine runs in the process of the bench.',
    words: [],
    quickWords: ['--quick'],
    needsApp: false,
    timeLimitSeconds: 300,
  },
  {
    name: 'latency',
    title: 'A server far away',
    about: 'Every byte is held back by a proxy in user space, 100 ms for the round trip; each connection has 4 MiB under way at most.',
    words: built,
    quickWords: builtQuick,
    needsApp: false,
    timeLimitSeconds: 300,
  },
  {
    name: 'small-files',
    title: 'Many small files',
    about: 'One command with a list of links; every program has as many files under way at once as Sluice by default.',
    words: built,
    quickWords: builtQuick,
    needsApp: false,
    timeLimitSeconds: 300,
  },
  {
    name: 'resume',
    title: 'Going on with a half-done file',
    about: 'From the opening of the database to the first byte that is new. The process is there already.',
    words: [],
    quickWords: ['--quick'],
    needsApp: false,
    timeLimitSeconds: 120,
  },
  {
    name: 'crash-refetch',
    title: 'Killed and started again',
    about: 'kill -9 after two to three seconds, then the same command. Bytes that the server sent beyond the size of the file.',
    words: built,
    quickWords: builtQuick,
    needsApp: false,
    timeLimitSeconds: 300,
  },
  {
    name: 'limiter',
    title: 'Keeping a limit',
    about: 'The worst five-second average over real sockets.',
    words: ['--seconds', '8'],
    quickWords: ['--seconds', '7', '--only', '1000000'],
    needsApp: false,
    timeLimitSeconds: 240,
  },
  {
    name: 'start-up',
    title: 'Start',
    about:
      'From the start of the process, its files in the page cache. The app is started as a user starts it; a debugging port tells when rows are painted. The packaged app is measured where `npm run package` has made one. The floor is the least program that opens a window with one line, in the same runtime and the same turns: what is beyond it is Sluice’s own.',
    words: built,
    quickWords: builtQuick,
    needsApp: true,
    timeLimitSeconds: 420,
  },
  {
    name: 'idle',
    title: 'Doing nothing',
    about: 'The window is open, nothing runs; stretches of ten seconds.',
    words: [],
    quickWords: ['--quick'],
    needsApp: true,
    timeLimitSeconds: 120,
  },
  {
    name: 'scroll',
    title: 'Scrolling 10,000 rows',
    about:
      'Five jobs run. The frames of a page that shows nothing new, and of a plain copy of the same rows without a program behind it, are measured in the same window: below that no program comes on this machine, which has no graphics processor.',
    words: [],
    quickWords: ['--quick'],
    needsApp: true,
    timeLimitSeconds: 180,
  },
  {
    name: 'main-loop',
    title: 'The main process at work',
    about: 'How long its event loop keeps others waiting, and what its CPU comes to beside aria2c for the same file from the same server.',
    words: [],
    quickWords: ['--quick'],
    needsApp: true,
    timeLimitSeconds: 240,
  },
  {
    name: 'frames',
    title: 'News for the window',
    about: 'Pushes from the main process to the window.',
    words: [],
    quickWords: ['--quick'],
    needsApp: true,
    timeLimitSeconds: 180,
  },
  {
    name: 'memory',
    title: 'Memory of the app',
    about: '10,000 jobs in the list. Pages that processes share are counted by their share (PSS).',
    words: [],
    quickWords: ['--quick'],
    needsApp: true,
    timeLimitSeconds: 180,
  },
];
