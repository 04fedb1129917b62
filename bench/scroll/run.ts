/**
 * Scrolls a list of 10,000 queued and 100,000 finished jobs while five run: the time between frames, and the memory of the window.
 * Needs a build and a display. `tsx bench/scroll/run.ts [--runs 5] [--quick]`. Three floors are measured in the same window, in turns:
 * nothing that moves, a plain copy of the rows in sight that scrolls without any program behind it, and the list with nothing running.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { family, kindOf, memoryMiB } from '../desktop/processes.ts';
import type { PageSession } from '../desktop/page-session.ts';
import { startRunningApp } from '../desktop/running-app.ts';
import { runSteadyJobs } from '../desktop/steady-jobs.ts';
import { quantile, seedHome } from '../scale/desktop-app.ts';
import type { Figure } from '../suite/figures.ts';
import { suiteOptions } from '../suite/options.ts';
import { printFindings } from '../suite/print-findings.ts';
import { startSlowServer } from './slow-server.ts';

const { rounds, quick } = suiteOptions(5);
const SCROLL_MS = quick ? 1_500 : 2_500;
const RUNNING = 5;
/** What Chromium draws at most here: sixty frames a second. */
const FRAME_MS = 16.7;

interface Scene {
  readonly what: string;
  readonly selector: string;
  /** Of one frame. */
  readonly pixels: number;
}

const FLOORS: readonly Scene[] = [
  { what: 'floor: a page that shows nothing new', selector: '.list-scroller', pixels: 0 },
  { what: 'floor: a copy of the rows, no program, 12 pixels a frame', selector: '#plain-copy', pixels: 12 },
];
const LIST: readonly Scene[] = [
  { what: '12 pixels a frame', selector: '.list-scroller', pixels: 12 },
  { what: 'a page a frame', selector: '.list-scroller', pixels: 600 },
  { what: '20,000 pixels a frame', selector: '.list-scroller', pixels: 20_000 },
];

/** Lays a copy of the rows over the list: as many as fill forty screens, in the flow, with the same styles. */
const MAKE_COPY = `(() => {
  const list = document.querySelector('.list-scroller');
  const { left, top, width, height } = list.getBoundingClientRect();
  const copy = document.createElement('div');
  copy.id = 'plain-copy';
  copy.className = 'list-scroller';
  Object.assign(copy.style, { position: 'fixed', left: left + 'px', top: top + 'px', width: width + 'px', height: height + 'px', background: 'var(--bg)', zIndex: 1 });
  const inner = document.createElement('ul');
  inner.className = 'list';
  const rows = [...list.querySelectorAll('.row:not(.row-coming)')];
  const count = Math.ceil((40 * height) / 69);
  inner.style.height = count * 69 + 'px';
  for (let at = 0; at < count; at += 1) {
    const row = rows[at % rows.length].cloneNode(true);
    row.style.transform = 'translateY(' + at * 69 + 'px)';
    inner.append(row);
  }
  copy.append(inner);
  list.parentElement.append(copy);
})()`;
const DROP_COPY = `document.getElementById('plain-copy').remove()`;

/** Milliseconds between frames while the element goes `pixels` further with each of them. */
function scroll(page: PageSession, { selector, pixels }: Scene): Promise<number[]> {
  return page.evaluate<number[]>(`new Promise((resolve) => {
    const list = document.querySelector('${selector}');
    list.scrollTo(0, 0);
    const times = [];
    let begun = 0;
    let before = 0;
    requestAnimationFrame(function frame(now) {
      if (begun === 0) begun = now;
      else times.push(now - before);
      before = now;
      list.scrollBy(0, ${pixels});
      if (now - begun < ${SCROLL_MS}) requestAnimationFrame(frame);
      else resolve(times.slice(1));
    });
  })`);
}

const home = mkdtempSync(join(tmpdir(), 'sluice-scroll-'));
const server = await startSlowServer();
const found = new Map<string, number[]>();
const keep = (what: string, value: number): void => void found.set(what, [...(found.get(what) ?? []), value]);
const measure = async (page: PageSession, scene: Scene, when: string): Promise<void> => {
  const times = (await scroll(page, scene)).toSorted((a, b) => a - b);
  keep(`${scene.what}${when}: time between frames, p50`, quantile(times, 0.5));
  keep(`${scene.what}${when}: time between frames, p95`, quantile(times, 0.95));
};
try {
  seedHome(home, { queued: 10_000, done: 100_000 });
  const app = await startRunningApp(home);
  const { page } = app;
  for (let round = 0; round < rounds; round += 1) await measure(page, LIST[0] as Scene, ', nothing runs');
  await runSteadyJobs(page, server.origin, home, RUNNING);
  for (const scene of LIST) await scroll(page, scene);
  // Before there are copies in the page.
  const windows = family(app.pid).filter((pid) => kindOf(pid, app.pid) === 'renderer');
  keep('memory of the window, all of the list scrolled through', Math.max(...windows.map(memoryMiB)));
  for (let round = 0; round < rounds; round += 1) {
    await measure(page, FLOORS[0] as Scene, '');
    await page.evaluate(MAKE_COPY);
    await measure(page, FLOORS[1] as Scene, '');
    await page.evaluate(DROP_COPY);
    for (const scene of LIST) await measure(page, scene, ', five jobs run');
  }
  await app.close();
} finally {
  server.close();
  rmSync(home, { recursive: true, force: true, maxRetries: 3 });
}
const figures = [...found].map(([what, values]): Figure => {
  const isMemory = what.startsWith('memory');
  const limit = isMemory ? 200 : what.startsWith('12 pixels a frame, five') && what.endsWith('p95') ? FRAME_MS + 0.1 : null;
  const bar = limit === null ? {} : { bar: { kind: 'at-most', value: limit, of: 'median' } as const };
  return { what, program: 'Sluice', unit: isMemory ? 'MiB' : 'ms', values, ...bar };
});
printFindings({ figures });
