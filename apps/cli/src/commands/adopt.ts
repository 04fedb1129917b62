/** `sluice adopt`: goes on with what another program, or a lost list of jobs, has begun (spec G10). */
import { dirname, resolve } from 'node:path';
import { recogniseUnfinished } from '@sluice/adopt';
import type { AdoptTrouble, Claim } from '@sluice/model';
import { formatBytes } from '@sluice/words';
import type { AdoptCommand } from '../arguments/command.ts';
import type { Sluice } from '../compose.ts';
import type { Console } from '../console.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import type { Reporter } from '../report/reporter.ts';
import { printable } from '../terminal/printable.ts';
import { newJobs } from '../jobs/new-jobs.ts';
import { reporterFor, runJobs } from './run-jobs.ts';
import { withSluice } from './with-sluice.ts';

/** A refusal changes nothing, neither on the disk nor in the list of jobs. */
export async function adopt(command: AdoptCommand, console: Console): Promise<ExitCode> {
  return withSluice(command, console, async (sluice) => {
    const reporter = reporterFor(command, console);
    const refuse = (cause: AdoptTrouble, path: string): ExitCode => {
      reporter.refused({ kind: 'not-adopted', cause, path });
      return EXIT.failure;
    };
    const recognised = await recogniseUnfinished(resolve(console.surroundings.currentFolder, command.path));
    if (recognised.kind === 'refused') return refuse(recognised.cause, recognised.path);
    const { claim } = recognised;
    const url = command.source ?? claim.url;
    if (url === null) return refuse('no-source', command.path);
    return takeUp(sluice, { ...command, claim, url }, reporter, console);
  });
}

interface Order extends AdoptCommand {
  readonly claim: Claim;
  readonly url: string;
}

async function takeUp(sluice: Sluice, order: Order, reporter: Reporter, console: Console): Promise<ExitCode> {
  const { language, sentences, surroundings } = console;
  const { claim, keepOriginal, output } = order;
  // Beside the unfinished file, unless the user says otherwise: giving it another name there moves no byte.
  const directory = order.file === null ? (order.directory ?? dirname(claim.dataPath)) : null;
  const [job] = newJobs({ ...order, kind: 'get', urls: [order.url], directory }, surroundings.currentFolder);
  if (job === undefined) throw new Error('one URL makes one job');
  sluice.queue.open({ autostart: false });
  reporter.notice(sentences.adoptReading(printable(claim.dataPath)));
  const outcome = await sluice.queue.adopt({ claim, job, keepOriginal });
  if (outcome.kind === 'refused') {
    reporter.refused(outcome.failure);
    return EXIT.failure;
  }
  const { compared, keptBytes } = outcome;
  const path = outcome.job.partFile?.path ?? claim.dataPath;
  reporter.notice(
    sentences.adopted({ kept: formatBytes(keptBytes, language), samples: compared, path: printable(path), copied: outcome.copied }),
  );
  return runJobs(sluice, { ids: [outcome.job.id], reporter, output, refusedCount: 0 }, console);
}
