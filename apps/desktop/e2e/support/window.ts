/** What a user does in the window, by the accessible names that it promises. */
import type { Locator, Page } from '@playwright/test';

/** The row of one download. */
export function row(page: Page, name: string): Locator {
  return page.getByRole('list', { name: 'Downloads' }).getByRole('listitem', { name, exact: true });
}

/** A button of one download. */
export function rowButton(page: Page, name: string, button: string): Locator {
  return row(page, name).getByRole('button', { name: button, exact: true });
}

/** Adds links, as text, with the Add dialog. */
export async function addByDialog(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: 'Add', exact: true }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Add downloads' });
  await dialog.getByRole('textbox', { name: 'Links' }).fill(text);
  await dialog.getByRole('button', { name: 'Download', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
}

/** Drops what another program would: a trusted drag, as Chromium reports it. */
export async function drop(page: Page, items: readonly { readonly mimeType: string; readonly data: string }[]): Promise<void> {
  const protocol = await page.context().newCDPSession(page);
  const data = { items: [...items], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await protocol.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data });
  }
  await protocol.detach();
}

/** Drops files, as a file manager does. */
export async function dropFiles(page: Page, paths: readonly string[]): Promise<void> {
  const protocol = await page.context().newCDPSession(page);
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await protocol.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data });
  }
  await protocol.detach();
}
