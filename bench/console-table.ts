/**
 * The console's table of 100,000 interfaces in headless Chromium: until its first rows are there, the
 * longest frame while it is scrolled, and until the rows of another place are there.
 */
import type { Page } from 'playwright-core';
import { longestFrame, startBrowser } from './lib/browser.ts';
import { median } from './lib/measure.ts';
import { serving } from './lib/serving.ts';
import { type Figure, printFigures } from './lib/table.ts';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);

async function openTable(page: Page, url: string): Promise<number> {
  const begun = performance.now();
  await page.goto(`${url}/#/resources/network_interface`);
  await page.locator('.rows tbody a').first().waitFor({ timeout: 120_000 });
  return performance.now() - begun;
}

/** Scrolls by some pixels in each of 120 frames. */
const scroll = (page: Page, pixels: number): Promise<void> =>
  page.evaluate(`(async () => {
    const rows = document.querySelector('.rows');
    for (let n = 0; n < 120; n += 1) {
      rows.scrollTop += ${pixels};
      await new Promise((done) => requestAnimationFrame(done));
    }
  })()`);

/** From the jump to a share of the way down until a row that was not there before is. */
const jump = (page: Page, share: number): Promise<number> =>
  page.evaluate<number>(`new Promise((done) => {
    const rows = document.querySelector('.rows');
    const begun = performance.now();
    const wanted = rows.scrollHeight * ${share};
    rows.scrollTop = wanted;
    const look = () => {
      const row = document.elementFromPoint(rows.getBoundingClientRect().x + 40, 400)?.closest('tr');
      const index = Number(row?.dataset.index);
      if (Math.abs(index * 40 - rows.scrollTop) < 2000 && row?.querySelector('a')) {
        done(performance.now() - begun);
      } else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  })`);

const server = await serving('table-server.ts');
const browser = await startBrowser();
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-US' });
  const url = `http://127.0.0.1:${server.port}`;
  const figures: Figure[] = [
    {
      what: 'first rows, with the start of the console',
      ms: await openTable(page, url),
      goal: 2000,
    },
  ];
  const scrolled = async (what: string, pixels: number) => {
    const ms = await longestFrame(page, () => scroll(page, pixels));
    figures.push({ what: `longest frame while scrolled, ${what}`, ms, goal: 100 });
  };
  await scrolled('0 rows a frame: what the machine makes of it', 0);
  await scrolled('3 rows a frame', 120);
  await scrolled('500 rows a frame', 20_000);
  const jumps: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1)
    jumps.push(await jump(page, (round + 1) / (ROUNDS + 2)));
  figures.push({ what: 'rows of another place are there', ms: median(jumps), goal: 200 });
  printFigures(figures);
} finally {
  await browser.close();
  await server.stop();
}
