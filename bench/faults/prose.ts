/** The words around the tables of `docs/fault-matrix.md`. Remarks are written by hand, after looking into the rows. */
import { HELD_AT, RATE_BYTES_PER_SECOND, STAND_STILL_MS, TIME_LIMIT_MS } from './play.ts';
import type { Prose } from './report.ts';
import { REMARKS } from './remarks.ts';
import type { Results } from './results.ts';

/** The prose for these results. */
export function proseFor({ machine, behaviours, results }: Results): Prose {
  return { intro: introduction(machine, behaviours.length, results.length), remarks: REMARKS };
}

function introduction(machine: string, behaviours: number, downloads: number): string {
  return `# What download programs make of servers as they are

<!-- Written by \`npm run bench:faults\`. Change bench/faults, not this file. -->

A server answers a range request with the whole file, cuts a connection, changes the file in the middle, asks for patience.
This page shows what five programs have on the disk afterwards: ${behaviours} behaviours of a server, each met in up to three
ways, ${downloads} downloads in all. They are those of the engine's own tests, without some that differ little; \`bench/faults/behaviours.ts\`
names what is left out.

- **fresh**: one run, undisturbed.
- **resumed**: the program is stopped with SIGINT (wget2: SIGTERM, because it waits for bytes otherwise) at ${HELD_AT * 100} % of the file, and then run again with the same command.
- **killed**: the same with SIGKILL, after the bytes stood still for ${STAND_STILL_MS.killed / 1000} s.

Each download has its own scripted server in Node.js on the loopback (\`packages/testkit\`), a folder of its own, and no settings of the user.
What a server does wrong, it does from the first request on, or, where a link or a range goes wrong later, from the second run on.
The server holds the bytes at the place where the program is stopped, so that it is the same for all. It gives
${RATE_BYTES_PER_SECOND / 1024 / 1024} MiB/s to each connection. Files have about 8 MiB. A run that takes more than ${TIME_LIMIT_MS / 1000} s is ended and called hung.
Judged are the exit code and the bytes on the disk: success is exit code 0, and a file is right when it equals one whole version
that the server had. Bytes are counted by the server. Nothing here says how fast a program is.

Measured on: ${machine}. To do it again, on Debian or Ubuntu:

\`\`\`sh
sudo apt-get install aria2 axel curl wget2
npm run bench:faults
\`\`\`

It also writes the figures behind the tables to \`bench/results/faults.json\`.`;
}
