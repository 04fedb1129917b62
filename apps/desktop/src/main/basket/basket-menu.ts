/** The basket's context menu: what the tray offers, and how to be rid of the basket. Opened by the pointer or the keyboard's menu key. */
import type { MenuItemConstructorOptions } from 'electron';
import type { DesktopWords } from '@sluice/words';
import type { TrayAction } from '../tray/tray-view.ts';

export function basketMenu(
  { tray, basket }: Pick<DesktopWords, 'tray' | 'basket'>,
  act: (action: TrayAction) => void,
): MenuItemConstructorOptions[] {
  const item = (label: string, kind: Exclude<TrayAction['kind'], 'show-job' | 'limit'>): MenuItemConstructorOptions => ({
    label,
    click: () => act({ kind }),
  });
  return [
    item(tray.open, 'open'),
    item(tray.addFromClipboard, 'add-from-clipboard'),
    { type: 'separator' },
    item(tray.pauseAll, 'pause-all'),
    item(tray.resumeAll, 'resume-all'),
    { type: 'separator' },
    item(basket.hide, 'toggle-basket'),
    item(tray.quit, 'quit'),
  ];
}
