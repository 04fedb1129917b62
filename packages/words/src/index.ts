export { describeCause, describeFailure, keptSentence, type Kept } from './describe-failure.ts';
export { describeSpeed } from './describe-speed.ts';
export { describeHistory } from './describe-history.ts';
export {
  describeConnections,
  describeExpiry,
  describeState,
  describeTimeLeft,
  describeVerdict,
  describeWait,
  digestName,
  keptOf,
  stateName,
} from './describe-state.ts';
export { formatBytes, formatBytesOf, formatLimit, formatThroughput, throughputParts } from './format-bytes.ts';
export { formatNumber, formatPercent } from './format-number.ts';
export { formatDuration, formatWhen } from './format-time.ts';
export { desktopWords } from './choose-desktop-words.ts';
export type { DesktopWords } from './desktop-words.ts';
export { LANGUAGES, languageFor, type Language } from './language.ts';
export type { WindowWords } from './en/window.ts';
export { windowWords } from './window-words.ts';
