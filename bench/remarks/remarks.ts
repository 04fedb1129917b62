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
  'start-up': [
    'What a user sees from the second start on: compiled scripts of the page are kept. The very first start of a user is a row of its own.',
  ],
};
