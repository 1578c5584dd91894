import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { freshConsole } from '../../scripts/lib/console.ts';

const CHROMIUM = process.env.TENON_CHROMIUM ?? '/usr/bin/chromium';

/** Starts Chromium, with the console built. */
export async function startBrowser(): Promise<Browser> {
  if (!existsSync(CHROMIUM))
    throw new Error(`there is no ${CHROMIUM}; TENON_CHROMIUM names another`);
  await freshConsole();
  return chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
}

// Written as text, since these sources know Node.js alone.
const WATCH_FRAMES = `
  const state = { longest: 0, last: performance.now(), on: true };
  globalThis.frames = state;
  const frame = () => {
    const now = performance.now();
    state.longest = Math.max(state.longest, now - state.last);
    state.last = now;
    if (state.on) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
`;

// What the work has caused ends before the next two frames.
const LONGEST = `(async () => {
  for (let n = 0; n < 2; n += 1) await new Promise((done) => requestAnimationFrame(done));
  globalThis.frames.on = false;
  return globalThis.frames.longest;
})()`;

/** The longest time between two frames of a page while `work` goes on, in milliseconds. */
export async function longestFrame(page: Page, work: () => Promise<unknown>): Promise<number> {
  await page.evaluate(WATCH_FRAMES);
  await work();
  return page.evaluate<number>(LONGEST);
}
