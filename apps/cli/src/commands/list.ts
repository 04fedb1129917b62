/** `sluice list`: all jobs as a table or as objects; another Sluice may be working on them. */
import { systemClock } from '@sluice/engine';
import { displayName, type Job } from '@sluice/model';
import { describeState, formatBytesOf, type Language } from '@sluice/words';
import type { ListCommand } from '../arguments/command.ts';
import { openForReading } from '../compose.ts';
import type { Console } from '../console.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { shortIdLength } from '../jobs/resolve-jobs.ts';
import { stateFolder } from '../state-folder.ts';
import { printable } from '../terminal/printable.ts';
import { table } from '../terminal/table.ts';
import { noticeSentence, unopenedSentence } from '../text/store-sentences.ts';

export function list(command: ListCommand, console: Console): ExitCode {
  const { sentences, stderr, stdout, surroundings, language } = console;
  const folder = stateFolder(command.stateFolder, surroundings);
  const opened = openForReading(folder, (notice) => stderr.line(`sluice: ${printable(noticeSentence(notice, sentences))}`));
  if (opened.kind !== 'open') {
    stderr.line(`sluice: ${printable(unopenedSentence(opened, folder, sentences))}`);
    return EXIT.failure;
  }
  try {
    const jobs = opened.store.find({});
    if (command.json) for (const job of jobs) stdout.line(JSON.stringify(jsonOf(job)));
    else if (jobs.length === 0) stderr.line(sentences.noJobs);
    else printTable(jobs, console, language);
    return EXIT.done;
  } finally {
    opened.close();
  }
}

/** The contract of `list --json`: one object for each job. The URL has no secrets in it. */
function jsonOf(job: Job): Readonly<Record<string, unknown>> {
  const { state, target, source } = job;
  return {
    job: job.id,
    state: state.kind,
    ...(state.kind === 'waiting' ? { reason: state.reason.kind } : {}),
    ...(state.kind === 'failed' ? { failure: state.failure } : {}),
    name: displayName(job),
    path: state.kind === 'done' ? state.path : target.path,
    directory: target.directory,
    url: source.url,
    durable: state.kind === 'done' ? state.sizeBytes : job.durableBytes,
    total: totalOf(job),
    createdAt: new Date(job.createdAtMs).toISOString(),
  };
}

function printTable(jobs: readonly Job[], { stdout, sentences }: Console, language: Language): void {
  const idLength = shortIdLength(jobs.map(({ id }) => id));
  const nowMs = systemClock.nowMs();
  const rows = jobs.map((job) => [
    job.id.slice(0, idLength),
    arrived(job, language),
    printable(displayName(job)),
    printable(describeState({ job, progress: null }, language, nowMs)),
  ]);
  const columns = stdout.isTerminal ? stdout.size().columns : Number.POSITIVE_INFINITY;
  for (const line of table([[...sentences.columns], ...rows], columns)) stdout.line(line);
}

function arrived(job: Job, language: Language): string {
  const durable = job.state.kind === 'done' ? job.state.sizeBytes : job.durableBytes;
  return formatBytesOf(durable, totalOf(job), language);
}

function totalOf(job: Job): number | null {
  return job.state.kind === 'done' ? job.state.sizeBytes : (job.remote?.sizeBytes ?? null);
}
