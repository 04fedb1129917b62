/** No text is cut without an ellipsis and a way to read all of it, on any screen, in either language. */
import type { Page } from '@playwright/test';
import { expect, test } from './support/launch.ts';
import { visitScreens } from './support/screens.ts';

for (const language of ['en', 'zh-CN'] as const) {
  test(`all texts fit or can be read in full: ${language}`, async ({ sluice, origin }) => {
    test.setTimeout(180_000);
    const found: string[] = [];
    const visit = async (page: Page, name: string): Promise<void> => {
      for (const text of await cutTexts(page)) found.push(`${name}: ${text}`);
    };
    await visitScreens({ sluice, origin, language, theme: 'light', visit });
    expect(found).toEqual([]);
  });
}

test('the look itself sees a text that is cut, and lets one with an ellipsis and a title be', async ({ sluice }) => {
  const page = await sluice.start();
  await page.evaluate(() => {
    for (const title of ['', 'told in full']) {
      const box = document.createElement('p');
      box.textContent = 'words that do not fit';
      box.title = title;
      if (title === '') box.removeAttribute('title');
      Object.assign(box.style, { width: '40px', overflow: 'hidden', whiteSpace: 'nowrap', textOverflow: 'ellipsis' });
      document.body.append(box);
    }
  });
  expect(await cutTexts(page)).toEqual(['p.: words that do not fit']);
});

/** What is wider than its box, though it neither scrolls nor ends with an ellipsis and tells all of itself in a title. */
function cutTexts(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const isSeen = (element: HTMLElement): boolean =>
      element.checkVisibility() && element.closest('.unseen, [aria-hidden="true"]') === null;
    const told = (element: HTMLElement): boolean => element.closest('[title]') !== null || element instanceof HTMLTextAreaElement;
    return [...document.querySelectorAll<HTMLElement>('body *')]
      .filter((element) => isSeen(element) && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0)
      .filter((element) => {
        const { overflowX, textOverflow, display } = getComputedStyle(element);
        if (display === 'inline' || overflowX === 'auto' || overflowX === 'scroll') return false;
        if (element instanceof HTMLInputElement) return element.readOnly && !told(element);
        const ownText = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== '');
        return ownText && !(textOverflow === 'ellipsis' && told(element));
      })
      .map((element) => `${element.tagName.toLowerCase()}.${element.className}: ${element.textContent?.slice(0, 80) ?? ''}`);
  });
}
