/** `sluice history`: what happened to a job, in sentences or as objects; another Sluice may be working on it. */
import type { HistoryEvent, Job } from '@sluice/model';
import { describeHistory, type Language } from '@sluice/words';
import type { HistoryCommand } from '../arguments/command.ts';
import { openForReading } from '../compose.ts';
import type { Console } from '../console.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { resolveJobs } from '../jobs/resolve-jobs.ts';
import { stateFolder } from '../state-folder.ts';
import { printable } from '../terminal/printable.ts';
import { noticeSentence, unopenedSentence } from '../text/store-sentences.ts';
import { unresolvedSentence } from './unresolved-sentence.ts';

export function history(command: HistoryCommand, { sentences, stderr, stdout, surroundings, language }: Console): ExitCode {
  const folder = stateFolder(command.stateFolder, surroundings);
  const opened = openForReading(folder, (notice) => stderr.line(`sluice: ${printable(noticeSentence(notice, sentences))}`));
  if (opened.kind !== 'open') {
    stderr.line(`sluice: ${printable(unopenedSentence(opened, folder, sentences))}`);
    return EXIT.failure;
  }
  try {
    const resolved = resolveJobs(opened.store.find({}), [command.job]);
    if (resolved.kind !== 'jobs') {
      stderr.line(`sluice: ${unresolvedSentence(resolved, sentences)}`);
      return EXIT.failure;
    }
    for (const event of resolved.jobs.flatMap((job) => eventsOf(job, opened.store.events(job.id)))) {
      stdout.line(command.json ? JSON.stringify(jsonOf(event)) : lineOf(event, language));
    }
    return EXIT.done;
  } finally {
    opened.close();
  }
}

function eventsOf(job: Job, stored: readonly HistoryEvent[]): readonly HistoryEvent[] {
  return [{ kind: 'added', atMs: job.createdAtMs }, ...stored];
}

/** The contract of `history --json`: one object for each event, the time first. */
function jsonOf({ atMs, kind, ...facts }: HistoryEvent): Readonly<Record<string, unknown>> {
  return { at: new Date(atMs).toISOString(), event: kind, ...facts };
}

function lineOf(event: HistoryEvent, language: Language): string {
  // The Swedish locale writes dates as ISO 8601 does, in the user's own time.
  const at = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium' }).format(event.atMs);
  return `${at}  ${printable(describeHistory(event, language))}`;
}
