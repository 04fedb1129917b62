/** Remarks on the suites, written by hand after looking into their figures. */
import type { Remarks } from '../report/report-of.ts';

export const REMARKS: Remarks = {
  bulk: [
    'curl uses one connection and keeps nothing but the file; it is the floor for the CPU. ipull is fetched from the package registry on first use, outside of this repository (`bench/suite/ipull.ts`).',
    'Onto the disk, Sluice alone waits until its bytes are there (fdatasync, at most once a second or each 64 MiB), because it never claims bytes that a power cut could take. The others leave them to the kernel.',
  ],
  'crash-refetch': [
    'curl and wget2 fill the file from its start over one connection, so its length says where to go on; aria2 notes its place once a minute by default, and axel every ten seconds. Buffers of the kernel are counted as sent.',
  ],
  unequal: [
    'With a number that the user chose, the tail costs 2 to 3 %. Left to itself Sluice begins with one connection and looks for the number that this server rewards, which costs about a second of nine here; the number is remembered, so the next file from the same server begins with it.',
  ],
  latency: ['Of the time for 1 MB about 0.3 s are the start of Node.js and of the command, before the first request.'],
  'small-files': [
    'Every file of Sluice is a job: four states, its parts and its name are each durable in the database before the next step, and the file and its folder are synced. The others write and close. About 10 ms a file are far more than that needs; a profile found the list of chosen jobs read anew for each start (mended) and a program for the origin mark that is not installed started for each file (mended); what is left has not been looked into.',
  ],
  limiter: [
    'Server and engine share the process of this suite: at 500 MB/s over eight connections it is busy all the time, and the limit is not what holds it back.',
  ],
  'start-up': [
    'What a user sees from the second start on: compiled scripts of the page are kept. The very first start of a user is a row of its own.',
  ],
};
