import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '#test/support/server.ts';
import { openConsole, unable } from './support/browser.ts';
import { placesIn, type SmallWorld, smallWorld } from './support/world.ts';

/* No page breaks a rule of accessibility that axe knows, in either theme and language. */

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds, a line each: the rule, where, and why. */
async function violations(page: Page): Promise<string[]> {
  // By the debugger: the page's content security policy lets no script in.
  await page.evaluate(AXE);
  const { violations: found } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run({
      exclude: ['.react-flow__attribution'],
    }),
  );
  return found.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary = '' }) =>
        `${id}: ${target.join(' ')}: ${failureSummary.replace(/\s+/g, ' ')}`,
    ),
  );
}

const LOADING = '.arco-spin-loading, .arco-spin-icon, [aria-busy="true"]';

/** Nothing is loading any more. */
async function settled(page: Page): Promise<void> {
  await page
    .getByRole('status')
    .getByText(/^(live|实时)$/)
    .waitFor();
  await page.locator('main h1').first().waitFor();
  await page.locator(LOADING).first().waitFor({ state: 'detached' });
}

const LONG_MS = 240_000;

describe.skipIf(unable('axe over the console'))('axe finds nothing', { timeout: LONG_MS }, () => {
  let server: TestServer;
  let world: SmallWorld;
  beforeAll(async () => {
    server = await startServer();
    world = await smallWorld(server);
  });
  afterAll(() => server.close());

  it.each([
    ['en-US', 'light'],
    ['en-US', 'dark'],
    ['zh-CN', 'light'],
    ['zh-CN', 'dark'],
  ] as const)('on any page in %s, %s', async (locale, colorScheme) => {
    const options = { locale, colorScheme, reducedMotion: 'reduce' } as const;
    const { page, complaints, close } = await openConsole(server.url, options);
    const found: string[] = [];
    for (const place of placesIn(world)) {
      await page.goto(`${server.url}/#${place}`);
      await settled(page);
      found.push(...(await violations(page)).map((each) => `${place}: ${each}`));
    }
    expect(found).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });

  it('while the network is loading', async () => {
    const { page, close } = await openConsole(server.url, {
      path: '/start',
      reducedMotion: 'reduce',
    });
    await settled(page);
    // No answer comes.
    await page.route(/Action=Describe/, () => {});
    await page.goto('about:blank');
    await page.goto(`${server.url}/#/map`);
    await page.getByRole('progressbar', { name: 'Loading the network' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await close();
  });

  it.each(['light', 'dark'] as const)('in what is opened over a page, %s', async (colorScheme) => {
    const options = { colorScheme, reducedMotion: 'reduce' } as const;
    const { page, close } = await openConsole(server.url, options);
    await settled(page);
    const found: string[] = [];
    const look = async () => found.push(...(await violations(page)));
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search' }).fill('attach');
    await look();
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
    await look();
    await page.keyboard.press('Escape');
    await page.getByRole('combobox', { name: 'Account' }).selectOption('+ New account');
    await page.getByRole('dialog', { name: 'New account' }).waitFor();
    await look();
    expect(found).toEqual([]);
    await close();
  });
});
