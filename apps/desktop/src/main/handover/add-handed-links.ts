/** Queues what was handed over, with the settings of the app where the request says nothing. */
import type { JobQueue, NewJob } from '@sluice/engine';
import type { HandedLink, HandoverOutcome, HandoverReply, HandoverRequest } from '@sluice/handover';
import { NO_OPTIONS, parseHeaderLine, type Failure } from '@sluice/model';
import { describeFailure } from '@sluice/words';
import type { SettingsBox } from '../settings.ts';

export interface AddPorts {
  readonly queue: Pick<JobQueue, 'add'>;
  readonly settings: Pick<SettingsBox, 'current'>;
}

/** Each link is added, or refused with a sentence, by itself. */
export function addHandedLinks({ directory, language, links }: HandoverRequest, { queue, settings }: AddPorts): HandoverReply {
  const outcomes = links.map((link): HandoverOutcome => {
    const wrong = wrongHeader(link);
    const [outcome] = wrong === null ? queue.add([newJob(link, directory, settings)]) : [{ kind: 'refused' as const, failure: wrong }];
    if (outcome === undefined) throw new Error('the queue answered nothing');
    return outcome.kind === 'added'
      ? { kind: 'added', id: outcome.job.id }
      : { kind: 'refused', reason: describeFailure(outcome.failure, language) };
  });
  return { kind: 'answered', outcomes };
}

function newJob({ url, name, headers }: HandedLink, directory: string | null, { current }: Pick<SettingsBox, 'current'>): NewJob {
  const { conflict, downloadFolder, onRemoteChange } = current;
  return {
    url,
    directory: directory ?? downloadFolder,
    chosenName: name,
    conflict,
    options: { ...NO_OPTIONS, onRemoteChange },
    headers,
    begin: 'queued',
  };
}

function wrongHeader({ headers }: HandedLink): Failure | null {
  const wrong = headers.find(([name, value]) => parseHeaderLine(`${name}: ${value}`) === null);
  return wrong === undefined ? null : { kind: 'invalid-option', option: 'header', value: wrong[0].slice(0, 200) };
}
