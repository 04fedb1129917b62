/** Remarks on the suites, written by hand after looking into their figures. */
import type { Remarks } from '../report/report-of.ts';

export const REMARKS: Remarks = {
  bulk: [
    'The bars on CPU are missed. A profile (one sample of the processor’s clock in half a millisecond, http): 59 % are the kernel’s, above all its copies out of sockets and into the file, the same for all; 9 % the CRC-32 of every block; 25 % Node.js and V8, of them 6 % compiling what runs often, 5 % its built-in functions, 3 % reading the program, and its start; 4 % the C library; 2 % the compiled code of Sluice itself. It makes 33,000 system calls for 2 GiB, aria2c 415,000: there is nothing left in calling less. Tried without gain: 0035 and 0038. curl and wget2 are quicker over loopback, because one connection without a record of its progress is the least work there is.',
    'curl uses one connection and keeps nothing but the file; it is the floor for the CPU. ipull is fetched from the package registry on first use, outside of this repository (`bench/suite/ipull.ts`).',
    'Onto the disk, Sluice alone waits until its bytes are there (fdatasync, at most once a second or each 64 MiB), because it never claims bytes that a power cut could take. The others leave them to the kernel.',
  ],
  'crash-refetch': [
    'curl and wget2 fill the file from its start over one connection, so its length says where to go on; aria2 notes its place once a minute by default, and axel every ten seconds. Buffers of the kernel are counted as sent.',
  ],
  unequal: [
    'Left to itself Sluice begins with four connections and looks whether eight bring more, which costs about 0.3 s here; the number is remembered, so the next file from the same server begins with it. What is left over the ideal, also where all are alike: the first request, whose answer tells the size, and the ends of connections that find nothing more to do.',
  ],
  latency: ['Of the time for 1 MB about 0.3 s are the start of Node.js and of the command, before the first request.'],
  'small-files': [
    'Every file of Sluice is a job: its states, its parts and its name are each durable in the database before the next step (five transactions), and the file and its folder are synced. The others write and close. A profile: a quarter of the time is the database; the rest is spread over some twenty calls of the file system, the request and the transfer; Node.js and the command begin with 0.3 s. Where setfattr is installed, files get their mark of origin many at a time (0038, 0039).',
  ],
  limiter: [
    'At 500 MB/s this machine does not always write that much into memory: the worst averages are below the limit (1 to 40 % in different runs, the more the longer it writes), and the highest was 0.8 % above it.',
  ],
  'start-up': [
    'What a user sees from the second start on: compiled scripts of the page are kept. The very first start of a user is a row of its own.',
    'The floor, a program that opens a window with one line, takes most of the bar on this machine, which has no graphics processor. A timeline of what Sluice adds (0040): reading the 0.85 MB of the program, beside the start of the page’s process as far as that needs nothing of the main process, 0.15 to 0.2 s; the page’s scripts, 0.1 s; the database, the queue and the settings, 0.05 s; the first picture with its rows, which React makes and the processor paints, 0.2 s.',
  ],
};
