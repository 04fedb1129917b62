/** The application menu: hidden on Linux and Windows until Alt, but its accelerators always work. */
import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { Command } from '@sluice/ipc';
import type { DialogText } from './dialog-text.ts';

export interface MenuOptions {
  readonly text: DialogText['menu'];
  readonly platform: NodeJS.Platform;
  readonly developerTools: boolean;
  readonly ask: (command: Command) => void;
}

export function setMenu(options: MenuOptions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(template(options)));
}

function template({ text, platform, developerTools, ask }: MenuOptions): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin';
  const add = { label: text.add, accelerator: 'CmdOrCtrl+N', click: () => ask({ name: 'add', text: null }) };
  const settings = { label: text.settings, accelerator: 'CmdOrCtrl+,', click: () => ask({ name: 'settings' }) };
  const lists = [
    { label: text.importList, click: () => ask({ name: 'import-list' }) },
    { label: text.exportList, click: () => ask({ name: 'export-list' }) },
  ];
  const zoom: MenuItemConstructorOptions[] = [{ role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }, { role: 'togglefullscreen' }];
  return [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: text.file,
      submenu: [add, ...lists, { type: 'separator' }, settings, { type: 'separator' }, isMac ? { role: 'close' } : { role: 'quit' }],
    },
    { label: text.edit, role: 'editMenu' },
    { label: text.view, submenu: developerTools ? [...zoom, { role: 'toggleDevTools' }] : zoom },
    { label: text.window, role: 'windowMenu' },
  ];
}
