/**
 * The console in headless Chromium, one function for each figure. A frame is the time between two
 * calls of requestAnimationFrame while something is done.
 */
import type { Browser, Page } from 'playwright-core';
import { SdkClient } from '#test/support/client.ts';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';
import { longestFrame, startBrowser } from './lib/browser.ts';
import { type Load, loadConsole } from './lib/console-load.ts';
import { median } from './lib/measure.ts';
import { serving } from './lib/serving.ts';
import { type Figure, printFigures } from './lib/table.ts';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);

const PAINT_GOAL = 1000;
const SIZE_GOAL = 500;

const FRAME_GOAL = 100;
const SEEN_GOAL = 200;
const FOLDED = '.item-subnet.folded';

async function openMap(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-US' });
  await page.goto(`${url}/#/map`);
  await page.locator('.canvas').waitFor({ timeout: 120_000 });
  await page.locator(FOLDED).first().waitFor();
  return page;
}

/** How the console opens in a browser that has nothing of it. */
async function consoleLoads(browser: Browser, url: string): Promise<Figure[]> {
  const loads: Load[] = [];
  for (let round = 0; round < ROUNDS; round += 1) loads.push(await loadConsole(browser, url));
  const of = (what: keyof Load) => median(loads.map((each) => each[what]));
  return [
    { what: 'first paint', ms: of('painted'), goal: PAINT_GOAL },
    { what: 'its pages can be chosen', ms: of('shown'), goal: PAINT_GOAL },
    { what: 'compressed, before the layout engine, kB', ms: of('bytes') / 1000, goal: SIZE_GOAL },
  ];
}

/** From the page to the whole map of 10,000 interfaces. */
async function mapLoads(browser: Browser, url: string): Promise<Figure[]> {
  const begun = performance.now();
  const page = await openMap(browser, url);
  const whole = performance.now() - begun;
  await page.close();
  return [{ what: 'map with 10,000 interfaces, loaded and laid out', ms: whole, goal: 5000 }];
}

/** The longest frame while the map of 10,000 interfaces is loaded. */
async function loadingFrames(browser: Browser, url: string): Promise<Figure[]> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-US' });
  // Another page of the console first: starting the console itself is measured apart.
  await page.goto(`${url}/#/time`);
  await page.getByRole('navigation').waitFor();
  const longest = await longestFrame(page, async () => {
    await page.evaluate(`location.hash = '/map'`);
    await page.locator(FOLDED).first().waitFor({ timeout: 120_000 });
  });
  await page.close();
  return [{ what: 'longest frame while it loads', ms: longest, goal: FRAME_GOAL }];
}

/** What the machine itself makes of it: the longest frame of a map on which nothing happens. */
async function idleFrames(browser: Browser, url: string): Promise<Figure[]> {
  const page = await openMap(browser, url);
  const longest = await longestFrame(page, () => page.waitForTimeout(2000));
  await page.close();
  return [{ what: 'longest frame while nothing happens', ms: longest, goal: FRAME_GOAL }];
}

/** The longest frames while subnets are opened and folded, and the map is moved. */
async function usingFrames(browser: Browser, url: string): Promise<Figure[]> {
  const page = await openMap(browser, url);
  const opening: number[] = [];
  const folding: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const subnet = page.locator('.item-subnet').nth(round * 3);
    const head = subnet.locator('.fold');
    opening.push(
      await longestFrame(page, async () => {
        await head.dispatchEvent('click');
        await subnet.locator('.pager').waitFor();
      }),
    );
    // The even ones stay open, so that what is moved is not all folded.
    if (round % 2 === 0) continue;
    folding.push(
      await longestFrame(page, async () => {
        await head.dispatchEvent('click');
        await subnet.locator('.folded-body').waitFor();
      }),
    );
  }
  const moving = await longestFrame(page, () => moveAbout(page));
  const zooming = await longestFrame(page, async () => {
    await page.mouse.move(700, 450);
    for (const by of [-240, -240, -240, 240, 240, 240, 240]) {
      await page.mouse.wheel(0, by);
      await page.waitForTimeout(60);
    }
  });
  await page.close();
  const figure = (what: string, ms: number) => ({ what, ms, goal: FRAME_GOAL });
  return [
    figure('longest frame while a subnet opens', Math.max(...opening)),
    figure('longest frame while a subnet folds', Math.max(...folding)),
    figure('longest frame while the map is moved', moving),
    figure('longest frame while the map is zoomed', zooming),
  ];
}

async function moveAbout(page: Page): Promise<void> {
  await page.mouse.move(640, 760);
  await page.mouse.down();
  for (let step = 0; step < 60; step += 1) {
    await page.mouse.move(640 + 300 * Math.sin(step / 6), 460 + 260 * Math.cos(step / 9));
  }
  await page.mouse.up();
}

/** From the answer to an attachment that another client makes to the interface on its instance. */
async function attachSeen(browser: Browser, url: string): Promise<Figure[]> {
  const page = await openMap(browser, url);
  const subnet = page.locator('.item-subnet').first();
  await subnet.locator('.fold').dispatchEvent('click');
  await page.locator('.item-instance').first().waitFor();
  const client = new SdkClient(url.replace('http://', ''), DEFAULT_ACCOUNT);
  const heads = await page.locator('.item-instance .card-head').all();
  const instances = await Promise.all(heads.map((head) => head.getAttribute('data-thing')));
  const { NetworkInterfaceSets } = await client.ok('vpc', 'DescribeNetworkInterfaces', {
    SubnetId: 'subnet-bench00000000',
    Status: 'Available',
    MaxResults: 100,
  });
  const seen: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const nic = NetworkInterfaceSets[round]?.NetworkInterfaceId as string;
    const shown = page.evaluate<number>(`new Promise((done) => {
      const look = () => {
        if (document.querySelector('.port[data-thing="${nic}"]')) done(Date.now());
        else requestAnimationFrame(look);
      };
      look();
    })`);
    await client.ok('vpc', 'AttachNetworkInterface', {
      NetworkInterfaceId: nic,
      InstanceId: instances[round],
    });
    const committed = Date.now();
    seen.push((await shown) - committed);
  }
  await page.close();
  return [{ what: 'an attachment is seen on the map', ms: median(seen), goal: SEEN_GOAL }];
}

const server = await serving('map-server.ts');
const browser = await startBrowser();
try {
  const url = `http://127.0.0.1:${server.port}`;
  const figures: Figure[] = [];
  for (const measure of [
    consoleLoads,
    mapLoads,
    idleFrames,
    loadingFrames,
    usingFrames,
    attachSeen,
  ]) {
    figures.push(...(await measure(browser, url)));
  }
  printFigures(figures);
} finally {
  await browser.close();
  await server.stop();
}
