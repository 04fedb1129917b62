/** Opens the jobs for a command, tells what is to be told of the database, and closes them however the command ends. */
import { proxyEnvironment } from '@sluice/engine';
import type { VerifyPolicy } from '@sluice/model';
import { openSluice, type Sluice, type TellNotice } from '../compose.ts';
import type { Console } from '../console.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { stateFolder } from '../state-folder.ts';
import { printable } from '../terminal/printable.ts';
import { savedConnections, tellNews } from './with-objects.ts';
import { noticeSentence, unopenedSentence } from '../text/store-sentences.ts';

export interface Wanted {
  readonly stateFolder: string | null;
  readonly limitBytesPerSecond: number | null;
  readonly verify?: VerifyPolicy;
}

export async function withSluice(wanted: Wanted, console: Console, work: (sluice: Sluice) => Promise<ExitCode>): Promise<ExitCode> {
  const { sentences, stderr, surroundings } = console;
  const folder = stateFolder(wanted.stateFolder, surroundings);
  const proxies = proxyEnvironment(surroundings.env);
  if (proxies.kind === 'invalid') {
    stderr.line(`sluice: ${sentences.proxyVariable(proxies.variable)}`);
    return EXIT.usage;
  }
  const { limitBytesPerSecond, verify = 'needed' } = wanted;
  const onNotice: TellNotice = (notice) => stderr.line(`sluice: ${printable(noticeSentence(notice, sentences))}`);
  const opened = openSluice(folder, {
    limitBytesPerSecond,
    verify,
    proxyFor: proxies.proxyFor,
    onNotice,
    onConnection: tellNews(console),
    connections: savedConnections(folder, console),
    env: surroundings.env,
  });
  if (opened.kind !== 'open') {
    stderr.line(`sluice: ${printable(unopenedSentence(opened, folder, sentences))}`);
    return EXIT.failure;
  }
  const { sluice } = opened;
  try {
    return await work(sluice);
  } finally {
    await sluice.close();
  }
}
