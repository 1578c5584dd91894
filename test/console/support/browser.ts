import { existsSync } from 'node:fs';
import {
  type Browser,
  type BrowserContextOptions,
  type ConsoleMessage,
  chromium,
  type Page,
} from 'playwright-core';
import { afterAll } from 'vitest';
import { freshConsole } from '../../../scripts/lib/console.ts';
import { allRequired } from '../../support/extent.ts';

/** What has not come by then never will, however busy the machine is. */
const PATIENCE_MS = 100_000;

const CHROMIUM = process.env.TENON_CHROMIUM ?? '/usr/bin/chromium';

/** Why no browser can be started here; undefined when one can. */
export const noBrowser: string | undefined = existsSync(CHROMIUM)
  ? undefined
  : `there is no ${CHROMIUM}; TENON_CHROMIUM names another`;

/** Whether a suite of the console cannot run here: then it says why, or fails where all is required. */
export function unable(suite: string): boolean {
  if (noBrowser === undefined) return false;
  if (allRequired) throw new Error(`${suite}: ${noBrowser}`);
  console.warn(`${suite}: not run here: ${noBrowser}`);
  return true;
}

let browser: Promise<Browser> | undefined;

afterAll(async () => {
  await (await browser)?.close();
  browser = undefined;
});

export interface Visit extends BrowserContextOptions {
  /** After the `#` of the URL. */
  readonly path?: string;
}

/** A page of the console, and what it has complained of: a test ends with `complaints` empty. */
export interface ConsolePage {
  readonly page: Page;
  readonly complaints: string[];
  close(): Promise<void>;
}

/**
 * Opens the console of a server in Chromium, in English unless `locale` says otherwise. Errors of the
 * page and breaches of its content security policy become complaints.
 */
export async function openConsole(
  url: string,
  { path = '/map', ...options }: Visit = {},
): Promise<ConsolePage> {
  await freshConsole();
  browser ??= chromium.launch({
    executablePath: CHROMIUM,
    // Its sandbox needs what root in a container lacks; the pages are our own.
    args: ['--no-sandbox'],
  });
  const context = await (await browser).newContext({
    locale: 'en-US',
    viewport: { width: 1280, height: 800 },
    ...options,
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !isRefusal(message)) complaints.push(message.text());
  });
  await page.goto(`${url}/#${path}`);
  return { page, complaints, close: () => context.close() };
}

/** Chromium calls every answer of 400 and above an error; a refusal of an action is what it should be. */
const isRefusal = (message: ConsoleMessage): boolean =>
  /the server responded with a status of 4\d\d/.test(message.text()) &&
  new URL(message.location().url).searchParams.has('Action');
