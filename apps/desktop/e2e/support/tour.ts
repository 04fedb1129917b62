/** A walk through the screens of the window. */
import type { Page } from '@playwright/test';
import type { Origin } from '@sluice/testkit';
import type { Language } from '@sluice/words';
import type { Sluice } from './launch.ts';

export interface Tour {
  readonly sluice: Sluice;
  readonly origin: Origin;
  readonly language: Language;
  readonly theme: 'light' | 'dark';
  readonly visit: (page: Page, name: string) => Promise<void>;
}
