import type { Browser } from 'playwright-core';

/** How the console opens in a browser that has nothing of it yet. */
export interface Load {
  /** Milliseconds from the navigation to the first paint of anything. */
  readonly painted: number;
  /** Milliseconds from the navigation until its pages can be chosen. */
  readonly shown: number;
  /**
   * Bytes that were sent for it until then, compressed, without the layout engine, and without the
   * resources themselves, of which each world has as many as it has.
   */
  readonly bytes: number;
}

/** The layout engine, which a worker loads after the page. */
const ENGINE = /\/elk-worker/;
/** A call of the API. */
const CALL = /\?Action=/;

interface Entry {
  readonly name: string;
  readonly encodedBodySize: number;
}

/** Opens the map in a context of its own. */
export async function loadConsole(browser: Browser, url: string): Promise<Load> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(`${url}/#/map`);
  await page.getByRole('navigation').getByRole('link').first().waitFor();
  const shown = await page.evaluate<number>('performance.now()');
  await page.locator('main h1').first().waitFor({ state: 'attached' });
  const painted = await page.evaluate<number>(
    `performance.getEntriesByName('first-contentful-paint')[0].startTime`,
  );
  // The forms' contracts, which all pages but the map wait for.
  await page.waitForFunction(() => {
    const entries = performance.getEntriesByType('resource');
    return entries.some(({ name }) => name.endsWith('/contracts'));
  });
  const entries = await page.evaluate<Entry[]>(
    `[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
      .map(({ name, encodedBodySize }) => ({ name, encodedBodySize }))`,
  );
  await context.close();
  const sent = entries.filter(({ name }) => !ENGINE.test(name) && !CALL.test(name));
  return { painted, shown, bytes: sent.reduce((sum, each) => sum + each.encodedBodySize, 0) };
}
