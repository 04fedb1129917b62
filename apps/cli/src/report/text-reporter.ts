/** Sentences for people: progress and sentences on the standard error, the path of every saved file as a line of the standard output. */
import { assertNever, displayName, isRunning, type JobId, type JobSnapshot } from '@sluice/model';
import { describeCause, describeFailure, describeWait, digestName, formatBytes, formatPercent, keptOf, type Language } from '@sluice/words';
import type { Ending } from '../jobs/ending.ts';
import { LiveArea, type TerminalOut } from '../terminal/live-area.ts';
import type { Paint } from '../terminal/paint.ts';
import { printable } from '../terminal/printable.ts';
import { progressLine } from '../terminal/progress-line.ts';
import type { Sentences } from '../text/catalogue.ts';
import { nextStep } from '../text/next-step.ts';
import { SENTENCES } from '../text/sentences.ts';
import type { Reporter, WriteLine } from './reporter.ts';

export interface TextReporterOptions {
  /** The paths of saved files. */
  readonly paths: WriteLine;
  readonly sentences: WriteLine;
  /** Null where nothing can be redrawn. */
  readonly terminal: (TerminalOut & { size(): { readonly columns: number; readonly rows: number } }) | null;
  readonly paint: Paint;
  readonly language: Language;
  /** Only what went wrong or waits for the user is told. */
  readonly quiet: boolean;
  /** What a named command ends with. */
  readonly commandEnd: string;
  readonly nowMs: () => number;
}

export class TextReporter implements Reporter {
  readonly #options: TextReporterOptions;
  readonly #sentences: Sentences;
  readonly #live: LiveArea | null;
  readonly #unfinished = new Map<JobId, JobSnapshot>();
  readonly #restarts = new Map<JobId, number>();

  constructor(options: TextReporterOptions) {
    this.#options = options;
    this.#sentences = SENTENCES[options.language];
    this.#live = options.terminal === null || options.quiet ? null : new LiveArea(options.terminal);
  }

  refused(failure: Parameters<Reporter['refused']>[0]): void {
    this.#say(this.#options.paint('bad', printable(describeFailure(failure, this.#options.language))));
  }

  change(snapshot: JobSnapshot): void {
    this.#tellHistory(snapshot);
    this.#unfinished.set(snapshot.job.id, snapshot);
    this.#draw();
  }

  end(ending: Ending, snapshot: JobSnapshot): void {
    this.#unfinished.delete(ending.job);
    this.#restarts.delete(ending.job);
    this.#live?.clear();
    this.#tellEnd(ending, snapshot);
    this.#draw();
  }

  notice(sentence: string): void {
    if (!this.#options.quiet) this.#say(sentence);
  }

  close(): void {
    this.#live?.clear();
    this.#unfinished.clear();
  }

  /** The live area is cleared: the path goes to the same terminal, past it. */
  #tellEnd(ending: Ending, snapshot: JobSnapshot): void {
    const { language, paint, quiet, paths, sentences } = this.#options;
    const name = printable(displayName(snapshot.job));
    switch (ending.kind) {
      case 'done':
        if (quiet) return;
        sentences(paint('good', this.#savedSentence(ending, name)));
        return paths(ending.path);
      case 'failed':
        return sentences(paint('bad', `${name}: ${printable(describeFailure(ending.failure, language, keptOf(snapshot)))}`));
      case 'waiting': {
        const why = describeWait(ending.reason, language, this.#options.nowMs(), keptOf(snapshot));
        const step = nextStep(ending.reason, ending.job, this.#options.commandEnd, this.#sentences);
        return sentences(paint('attention', `${name}: ${[printable(why), step].filter((part) => part !== null).join(' ')}`));
      }
      case 'cancelled':
        return sentences(paint('bad', `${name}: ${this.#sentences.wasCancelled}`));
      default:
        return assertNever(ending);
    }
  }

  #savedSentence({ path, bytes, verified, kept, sought }: Extract<Ending, { kind: 'done' }>, name: string): string {
    if (kept) return this.#sentences.kept(printable(path));
    const checkedWith = verified === false ? null : digestName(verified);
    return this.#sentences.saved({ name, size: formatBytes(bytes, this.#options.language), checkedWith, noneFound: sought === true });
  }

  /** What was there before this run is told once, and a restart whenever it happens: none is silent (spec C6). */
  #tellHistory(snapshot: JobSnapshot): void {
    const { id, restarts } = snapshot.job;
    const { language } = this.#options;
    const name = printable(displayName(snapshot.job));
    const known = this.#restarts.get(id);
    this.#restarts.set(id, restarts.count);
    if (known === undefined) {
      const { keptFraction = 0 } = keptOf(snapshot);
      if (keptFraction >= 0.01) this.notice(this.#sentences.continues(name, formatPercent(keptFraction, language)));
    } else if (restarts.count > known) {
      const cause = restarts.lastReason === null ? '' : printable(describeCause(restarts.lastReason, language));
      this.notice(this.#options.paint('attention', this.#sentences.restarted(name, cause)));
    }
  }

  #say(sentence: string): void {
    this.#live?.clear();
    this.#options.sentences(sentence);
    this.#draw();
  }

  #draw(): void {
    const { terminal, language, paint, nowMs } = this.#options;
    if (this.#live === null || terminal === null) return;
    const { columns, rows } = terminal.size();
    const style = { columns, language, paint, nowMs: nowMs() };
    // What runs comes first, and what has no place is counted: a live area must never scroll.
    const all = [...this.#unfinished.values()].toSorted(
      (a, b) => Number(isRunning(b.job.state.kind)) - Number(isRunning(a.job.state.kind)),
    );
    const most = Math.max(1, rows - 3);
    const lines = all.slice(0, most).map((snapshot) => progressLine(snapshot, style));
    this.#live.draw(all.length > most ? [...lines, this.#sentences.moreJobs(all.length - most)] : lines);
  }
}
