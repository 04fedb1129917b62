/** Reaches object stores without opening the list of jobs: to look, to test, to list. */
import { openTransport, proxyEnvironment } from '@sluice/engine';
import type { Connection, Failure, ObjectProvider } from '@sluice/model';
import type { ConnectionNews, ConnectionStore } from '@sluice/object-storage';
import { describeFailure } from '@sluice/words';
import type { ObjectWishes } from '../arguments/command.ts';
import { openConnections } from '../connections-file.ts';
import type { Console } from '../console.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { onInterrupt } from '../interrupt.ts';
import { connectionRef } from '../jobs/object-options.ts';
import { objectPorts, type ObjectPorts } from '../object-ports.ts';
import { stateFolder } from '../state-folder.ts';
import { printable } from '../terminal/printable.ts';

export interface Objects {
  readonly ports: ObjectPorts;
  readonly connections: ConnectionStore;
  /** Aborts when the user wants to stop. */
  readonly signal: AbortSignal;
}

/** Saved connections, with what is wrong with their file told. */
export function savedConnections(folder: string, { sentences, stderr }: Console): ConnectionStore {
  const { connections, unreadablePath } = openConnections(folder);
  if (unreadablePath !== null) stderr.line(`sluice: ${printable(sentences.objects.unreadable(unreadablePath))}`);
  return connections;
}

export async function withObjects(
  asked: { readonly stateFolder: string | null },
  console: Console,
  work: (objects: Objects) => Promise<ExitCode>,
): Promise<ExitCode> {
  const { sentences, stderr, surroundings } = console;
  const proxies = proxyEnvironment(surroundings.env);
  if (proxies.kind === 'invalid') {
    stderr.line(`sluice: ${sentences.proxyVariable(proxies.variable)}`);
    return EXIT.usage;
  }
  const connections = savedConnections(stateFolder(asked.stateFolder, surroundings), console);
  const transport = openTransport({ proxyFor: proxies.proxyFor });
  const stop = new AbortController();
  const deafen = onInterrupt(() => stop.abort());
  try {
    const ports = objectPorts({ transport, connections, env: surroundings.env, tell: tellNews(console) });
    const code = await work({ ports, connections, signal: stop.signal });
    return stop.signal.aborted ? EXIT.interrupted : code;
  } finally {
    deafen();
    await transport.close();
  }
}

/** What is learned of a store, as a line for people. */
export function tellNews({ sentences, stderr }: Pick<Console, 'sentences' | 'stderr'>): (news: ConnectionNews) => void {
  return (news) => {
    const sentence =
      news.kind === 'endpoint-followed'
        ? sentences.endpointFollowed(news.bucket, news.to)
        : sentences.objects.clockDiffers(Math.round(news.offsetMs / 60_000));
    stderr.line(`sluice: ${printable(sentence)}`);
  };
}

/** The connection that the command line means for a bucket. */
export function chosenConnection(
  { ports }: Pick<Objects, 'ports'>,
  place: { readonly provider: ObjectProvider; readonly bucket: string },
  wishes: ObjectWishes | null,
): Connection | Failure {
  const ref = wishes === null ? null : connectionRef(place, wishes);
  const { provider, bucket } = place;
  if (ref?.kind === 'given') return ref.connection;
  const found = ref === null ? ports.book.forBucket(provider, bucket) : ports.book.find(ref.id);
  return found ?? { kind: 'connection', trouble: 'unknown', provider, name: ref?.name ?? bucket };
}

export function tellFailure(failure: Failure, { stderr, language }: Pick<Console, 'stderr' | 'language'>): ExitCode {
  stderr.line(stderr.paint('bad', printable(describeFailure(failure, language))));
  return EXIT.failure;
}
