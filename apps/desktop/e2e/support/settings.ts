/** The settings, changed as the window changes them, and its dialog with a section open. */
import type { Locator, Page } from '@playwright/test';
import type { InputOf } from '@sluice/ipc';

interface Bridged {
  readonly sluice: { invoke(channel: string, input: unknown): Promise<unknown> };
}

export async function set(page: Page, patch: InputOf<'settings:set'>): Promise<void> {
  await page.evaluate((changes) => (window as unknown as Bridged).sluice.invoke('settings:set', changes), patch);
}

export async function openSection(page: Page, section: string): Promise<Locator> {
  await page.keyboard.press('ControlOrMeta+,');
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await settings.getByRole('tab', { name: section, exact: true }).click();
  return settings;
}
