/** The file that starts Sluice at sign-in on Linux (Desktop Application Autostart Specification), where Electron's own setting does nothing. */
import { DESKTOP_ID } from '../desktop-id.ts';

/** The content of the `.desktop` file. `command`: the program and its arguments. */
export function autostartEntry(command: readonly string[]): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Sluice',
    'Comment=Goes on with unfinished downloads',
    'Comment[zh_CN]=继续未完成的下载',
    `Exec=${command.map(quoted).join(' ')}`,
    `Icon=${DESKTOP_ID}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

/**
 * One argument of `Exec` (Desktop Entry Specification, "The Exec key"): in double quotes, with `"`, backtick, `$` and `\` escaped by a
 * backslash, every backslash doubled once more as in any string of such a file, and `%` doubled.
 */
function quoted(argument: string): string {
  const escaped = argument
    .replaceAll(/["`$\\]/g, '\\$&')
    .replaceAll('\\', '\\\\')
    .replaceAll('%', '%%')
    .replaceAll('\n', '\\n');
  return `"${escaped}"`;
}
