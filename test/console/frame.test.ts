import { afterEach, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '#test/support/server.ts';
import { openConsole, unable } from './support/browser.ts';

const PAGES = ['Map', 'Resources', 'Requests', 'Packet', 'Time and faults', 'Start'];

describe.skipIf(unable('the frame of the console'))('the frame of the console', () => {
  let server: TestServer;
  afterEach(() => server.close());

  it.each([
    ['en-US', 'Map', 'live'],
    ['zh-CN', '拓扑', '实时'],
  ])('speaks the language of the browser: %s', async (locale, map, live) => {
    server = await startServer();
    const { page, complaints, close } = await openConsole(server.url, { locale });
    await page.getByRole('navigation').getByText(map, { exact: true }).first().waitFor();
    await page.getByRole('status').getByText(live, { exact: true }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('leads to every page, says which one it is, and keeps the language that was chosen', async () => {
    server = await startServer();
    const { page, complaints, close } = await openConsole(server.url);
    for (const name of PAGES) {
      const link = page.getByRole('navigation').getByRole('link', { name });
      await link.click();
      await page.getByRole('main').getByRole('heading', { level: 1 }).first().waitFor();
      expect(await link.getAttribute('aria-current')).toBe('page');
      expect(await page.title()).toBe(`${name} · Tenon`);
    }
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('navigation').getByRole('link', { name: '拓扑' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
    expect(await page.title()).toBe('快速开始 · Tenon');
    await page.reload();
    await page.getByRole('navigation').getByRole('link', { name: '拓扑' }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('shows all pages on a phone, whole, and its choices when they are asked for', async () => {
    server = await startServer();
    const viewport = { width: 390, height: 844 };
    const { page, complaints, close } = await openConsole(server.url, { viewport });
    for (const name of PAGES) {
      const box = await page.getByRole('navigation').getByRole('link', { name }).boundingBox();
      expect(box?.x).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(viewport.width);
    }
    expect(await page.getByRole('combobox', { name: 'Region' }).isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('combobox', { name: 'Region' }).selectOption('cn-shanghai');
    const wide = await page.evaluate('document.documentElement.scrollWidth');
    expect(wide).toBe(viewport.width);
    expect(complaints).toEqual([]);
    await close();
  });

  it('is used by keyboard alone: it finds pages, settings and ids', async () => {
    server = await startServer();
    const { page, complaints, close } = await openConsole(server.url);
    await page.getByRole('status').getByText('live', { exact: true }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('page');

    const find = async (text: string) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'Search' }).fill(text);
    };
    await find('packet');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/#/packet');
    await find('theme');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('body[arco-theme=dark]').waitFor();
    await find('eni-0123456789abcdefghijklmno');
    await page.getByRole('option', { name: 'On the map' }).click();
    await page.waitForURL('**/#/map?focus=eni-0123456789abcdefghijklmno');
    await find('no such thing at all');
    await page.getByText('Nothing found').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Search' }).waitFor({ state: 'hidden' });
    await page.getByRole('navigation').getByRole('link', { name: 'Map' }).focus();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').first().waitFor({ state: 'hidden' });
    expect(complaints).toEqual([]);
    await close();
  });

  it('makes an account and works for it', async () => {
    server = await startServer();
    const { page, complaints, close } = await openConsole(server.url);
    const account = page.getByRole('combobox', { name: 'Account' });
    await account.selectOption('+ New account');
    await page.getByRole('textbox', { name: 'Name' }).fill('team-a');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'New account' }).waitFor({ state: 'hidden' });
    const made = (await server.control.accounts.list()).find(({ name }) => name === 'team-a');
    await expect.poll(() => account.inputValue()).toBe(made?.accountId);
    expect(complaints).toEqual([]);
    await close();
  });

  it('says that the server is away, or takes nothing', async () => {
    server = await startServer();
    const { page, close } = await openConsole(server.url);
    await page.getByRole('status').getByText('live', { exact: true }).waitFor();
    server.drain();
    await page.reload();
    await page.getByRole('alert').getByText('the server is draining').waitFor();
    await server.close();
    await page.getByRole('alert').getByText('The server is away').waitFor();
    await close();
  });
});
