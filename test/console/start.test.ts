import { execFileSync } from 'node:child_process';
import { afterEach, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '#test/support/server.ts';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';
import { openConsole, unable } from './support/browser.ts';

const { secretAccessKey } = DEFAULT_ACCOUNT;

describe.skipIf(unable('the start page'))('the start page', () => {
  let server: TestServer;
  afterEach(() => server.close());

  it('has the settings of each client, and the secret only when it is asked for', async () => {
    server = await startServer();
    const permissions = ['clipboard-read', 'clipboard-write'];
    const visit = await openConsole(server.url, { path: '/start', permissions });
    const { page, complaints, close } = visit;
    const settings = page.getByRole('region', { name: 'Settings for your client', exact: true });
    await settings.getByText(`export VOLCENGINE_ENDPOINT=${server.url}`).waitFor();
    expect(await page.content()).not.toContain(secretAccessKey);
    await page.getByRole('button', { name: 'Copy with the secret' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    const copied: string = await page.evaluate('navigator.clipboard.readText()');
    // A shell that has taken them over signs with the right key.
    const key = execFileSync('sh', ['-c', `${copied}\nprintf %s "$VOLCENGINE_SECRET_KEY"`]);
    expect(key.toString()).toBe(secretAccessKey);
    await page.getByRole('radiogroup').getByText('Terraform', { exact: true }).click();
    await settings.getByText('provider "volcengine"').waitFor();
    expect(await page.content()).not.toContain(secretAccessKey);
    await page.getByRole('button', { name: 'Show the secret' }).click();
    await settings.getByText(secretAccessKey).waitFor();
    await page.getByRole('button', { name: 'Hide the secret' }).click();
    await settings.getByText(secretAccessKey).waitFor({ state: 'detached' });
    expect(page.url()).not.toContain(secretAccessKey);
    expect(complaints).toEqual([]);
    await close();
  });

  it('says in Chinese what the server is, and that no packet flows', async () => {
    server = await startServer({ transitions: 'manual' });
    const zh = { path: '/start', locale: 'zh-CN' };
    const { page, complaints, close } = await openConsole(server.url, zh);
    const health = page.getByRole('region', { name: '此服务器' });
    await health.getByRole('status').getByText('就绪').waitFor();
    await health.getByText('manual').waitFor();
    await health.getByText('只记录网络，没有报文流动').waitFor();
    await page.getByText(`tenon doctor --endpoint ${server.url}`).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });
});
