/** The icon in the system's tray. It shows what it is given; what a click means is for the caller. */
import { Menu, Tray as SystemTray, type MenuItemConstructorOptions } from 'electron';
import { trayImage } from './tray-image.ts';
import type { TrayAction, TrayItem, TrayView } from './tray-view.ts';

export class Tray {
  readonly #onAction: (action: TrayAction) => void;
  #tray: SystemTray | null = null;
  #shown: { readonly icon: string; readonly toolTip: string; readonly menu: string } | null = null;

  constructor(onAction: (action: TrayAction) => void) {
    this.#onAction = onAction;
  }

  /** Shows the view; parts that did not change are left alone, since a menu that is set again closes under the pointer. */
  show(view: TrayView): void {
    const tray = (this.#tray ??= this.#open(view));
    const next = { icon: JSON.stringify(view.icon), toolTip: view.toolTip, menu: JSON.stringify(view.menu) };
    if (this.#shown?.icon !== next.icon) tray.setImage(trayImage(view.icon));
    if (this.#shown?.toolTip !== next.toolTip) tray.setToolTip(view.toolTip);
    if (this.#shown?.menu !== next.menu) tray.setContextMenu(Menu.buildFromTemplate(view.menu.map((item) => this.#item(item))));
    this.#shown = next;
  }

  close(): void {
    this.#tray?.destroy();
    this.#tray = null;
    this.#shown = null;
  }

  #open(view: TrayView): SystemTray {
    const tray = new SystemTray(trayImage(view.icon));
    tray.setTitle('Sluice');
    tray.on('click', () => {
      this.#onAction({ kind: 'open' });
    });
    return tray;
  }

  #item(item: TrayItem): MenuItemConstructorOptions {
    switch (item.kind) {
      case 'separator':
        return { type: 'separator' };
      case 'text':
        return { label: item.label, enabled: false };
      case 'submenu':
        return { label: item.label, submenu: item.items.map((inner) => ({ ...this.#item(inner), type: item.choice })) };
      case 'command': {
        const click = (): void => {
          // The system has toggled the mark by itself; the next view says how it really is.
          this.#shown = this.#shown === null ? null : { ...this.#shown, menu: '' };
          this.#onAction(item.action);
        };
        const mark = item.checked === undefined ? {} : ({ type: 'checkbox', checked: item.checked } as const);
        // A single & marks a key in the label.
        return { label: item.label.replaceAll('&', '&&'), click, ...mark };
      }
    }
  }
}
