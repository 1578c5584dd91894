import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { CLIENTS } from '#control/settings/clients.ts';
import { madeInterface, scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { run } from '../clients/lib/child.ts';
import { Unavailable } from '../clients/lib/toolchains.ts';
import { virtualEnvironment } from '../clients/lib/virtual-environment.ts';
import { openConsole, unable } from './support/browser.ts';

const CLIPBOARD = { permissions: ['clipboard-read', 'clipboard-write'] };

/** An interface that is attached, so that it is refused to be attached again; two instances. */
async function attached(server: TestServer) {
  const place = await scene(server, { instances: 2 });
  const [first = '', second = ''] = place.instanceIds;
  const eni = await madeInterface(server, place);
  const ask = (InstanceId: string) =>
    server.client.vpc('AttachNetworkInterface', { NetworkInterfaceId: eni, InstanceId });
  await ask(first);
  return { eni, second, ask };
}

/** What a button of the page copies. */
async function copied(page: Page, tool: string): Promise<string> {
  await page.getByRole('radiogroup').getByText(tool, { exact: true }).click();
  await page.getByRole('region', { name: tool, exact: true }).getByRole('button').click();
  return page.evaluate('navigator.clipboard.readText()');
}

/** The SDK for Python; undefined, with a line that says why, where it is not to be had. */
async function pythonSdk(): Promise<string | undefined> {
  const requirements = new URL('../clients/python/requirements.txt', import.meta.url);
  try {
    return join(await virtualEnvironment('python', fileURLToPath(requirements)), 'bin/python');
  } catch (error) {
    if (!(error instanceof Unavailable) || process.env.TENON_REQUIRE === 'all') throw error;
    console.warn(`the copied Python is not run here: ${error.message}`);
    return undefined;
  }
}

describe.skipIf(unable('the requests page'))('the requests page', () => {
  let server: TestServer;
  afterEach(() => server.close());

  it('shows a refused attach as it comes, why, and code that then runs', async () => {
    server = await startServer();
    const { eni, second, ask } = await attached(server);
    const visit = await openConsole(server.url, { path: '/requests', ...CLIPBOARD });
    const { page, complaints } = visit;
    await page.getByRole('link', { name: 'vpc CreateNetworkInterface' }).waitFor();
    await page.getByText('Only refused').click();
    await page.getByText('No request matches the filters').waitFor();
    const { code } = await ask(second);
    await page.getByRole('row', { name: code }).getByRole('link').click();
    const detail = page.getByRole('region', { name: 'vpc AttachNetworkInterface' });
    await detail.getByText(`Refused: ${code}`).waitFor();
    expect(await detail.getByRole('link', { name: eni }).getAttribute('href')).toBe(
      `#/resources/network_interface/${eni}`,
    );
    const failed = detail.getByRole('listitem').filter({ has: page.getByLabel('does not hold') });
    expect(await failed.innerText()).toContain('the secondary interface is InUse');

    const ve = await copied(page, 've');
    expect(ve).toContain(`ve vpc AttachNetworkInterface \\\n  --NetworkInterfaceId ${eni} \\`);
    expect(await copied(page, 'Terraform')).toContain('volcengine_network_interface_attach');
    const curl = await copied(page, 'curl');
    const url = /'(http.*)'/.exec(curl)?.[1] ?? '';
    expect(await (await fetch(url)).text()).toContain(code);
    const program = await copied(page, 'Python');
    const python = await pythonSdk();
    if (python !== undefined) {
      const { credentials, region } = server;
      const settings = CLIENTS.json({ endpoint: server.url, region, ...credentials });
      const env = JSON.parse(settings).environment;
      const { stderr } = await run({ command: python, args: ['-c', program] }, { env });
      expect(stderr).toContain(`400 ${code}: `);
    }
    // What was copied and run is a request, too.
    const count = python === undefined ? 2 : 3;
    await expect.poll(() => page.getByRole('row', { name: code }).count()).toBe(count);
    expect(complaints).toEqual([]);
    await visit.close();
  });

  it('shows how what was begun settles, and what nobody read', async () => {
    server = await startServer({ transitions: 'manual' });
    const cidr = { CidrBlock: '10.0.0.0/16', VpcNam: 'mine' };
    const { envelope } = await server.client.vpc('CreateVpc', cidr);
    const path = `/requests/${envelope.ResponseMetadata.RequestId}`;
    const { page, complaints, close } = await openConsole(server.url, { path });
    await page.getByRole('status').getByText('on its way').waitFor();
    await page.getByText('VpcNam: did you mean VpcName?').waitFor();
    await server.advance(60_000);
    await page.getByRole('status').getByText('settled').waitFor();
    await page.getByRole('link', { name: 'Make a fault of it' }).click();
    await page.waitForURL(/#\/time\?service=vpc&action=CreateVpc/);
    expect(complaints).toEqual([]);
    await close();
  });

  it('keeps back what comes while it is paused', async () => {
    server = await startServer();
    const { page, complaints, close } = await openConsole(server.url, { path: '/requests' });
    await page.getByText('No request yet').waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await server.client.vpc('DescribeVpcs');
    await server.client.vpc('DescribeSubnets');
    await page.getByRole('button', { name: 'Go on · 2 new' }).click();
    await page.getByRole('link', { name: 'vpc DescribeSubnets' }).waitFor();
    expect(await page.getByRole('link', { name: 'vpc DescribeVpcs' }).count()).toBe(1);
    expect(complaints).toEqual([]);
    await close();
  });

  it('shows the oldest of thousands, and few rows at a time', async () => {
    server = await startServer();
    await server.client.vpc('DescribeZones');
    for (let n = 0; n < 600; n += 1) await server.client.vpc('DescribeVpcs');
    const { page, complaints, close } = await openConsole(server.url, { path: '/requests' });
    const table = page.getByRole('table', { name: 'Requests, the latest first' });
    const first = page.getByRole('link', { name: 'vpc DescribeZones' });
    await table.getByRole('link').first().focus();
    // The keys of a user who wants to see the end.
    while (!(await first.isVisible())) {
      await page.mouse.move(640, 500);
      await page.mouse.wheel(0, 5000);
      await page.locator('table[aria-busy="false"]').waitFor();
    }
    expect(await table.getByRole('row').count()).toBeLessThan(80);
    expect(complaints).toEqual([]);
    await close();
  });

  it('speaks Chinese, and obeys the keyboard', async () => {
    server = await startServer();
    await server.client.vpc('DescribeVpcs');
    await server.client.vpc('DeleteVpc', { VpcId: 'vpc-none' });
    const zh = { path: '/requests', locale: 'zh-CN' };
    const { page, complaints, close } = await openConsole(server.url, zh);
    await page.getByRole('link', { name: 'vpc DeleteVpc' }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'vpc DescribeVpcs' }).getByText('已执行').waitFor();
    await page.getByRole('link', { name: 'vpc DeleteVpc' }).focus();
    await page.keyboard.press('Enter');
    const detail = page.getByRole('region', { name: 'vpc DeleteVpc' });
    await detail.getByText('已拒绝: InvalidVpc.NotFound').waitFor();
    await detail.getByText('当时的前置条件').waitFor();
    await detail.getByRole('button', { name: '关闭' }).focus();
    await page.keyboard.press('Escape');
    await detail.waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
    await close();
  });
});
