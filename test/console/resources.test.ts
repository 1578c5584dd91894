import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { madeGroup, madeInterface, madeSubnet, madeVpc, scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';
import { makeWorld } from '#world/make.ts';
import { fill } from '../../bench/lib/fill.ts';
import { openConsole, unable } from './support/browser.ts';

/** Opens a form of the page and gives it. */
async function openForm(page: Page, name: string) {
  await page.getByRole('link', { name, exact: true }).first().click();
  return page.getByRole('form', { name, exact: true });
}

const panelOf = (page: Page, name: string | RegExp) => page.getByRole('complementary', { name });

/** The id that the outcome of a form links to. */
async function made(page: Page): Promise<string> {
  const link = page.getByRole('status').locator('.arco-alert a').first();
  await link.waitFor();
  return link.innerText();
}

describe.skipIf(unable('the resources'))('the resources', () => {
  let server: TestServer;
  afterEach(() => server.close());

  it('are made by forms alone: VPC, subnet, group, instance, interface', async () => {
    server = await startServer();
    const { page, complaints, close } = await openConsole(server.url, { path: '/resources' });
    const open = (kind: string) =>
      page
        .getByRole('navigation', { name: 'Types of resources' })
        .getByRole('link', { name: kind, exact: true })
        .click();
    await page.getByRole('heading', { name: 'VPCs' }).waitFor();
    await page.getByText('No VPCs yet').waitFor();

    let form = await openForm(page, 'Create VPC');
    await form.getByLabel('CIDR block CidrBlock', { exact: false }).first().fill('10.0.0.0/16');
    await form.getByText(/All \d+ preconditions hold/).waitFor();
    await form.getByRole('button', { name: 'Create VPC' }).click();
    const vpcId = await made(page);
    expect(vpcId).toMatch(/^vpc-/);
    await page.getByRole('table', { name: 'VPCs' }).getByText(vpcId).first().waitFor();

    await open('Subnets');
    form = await openForm(page, 'Create subnet');
    // The choices are the resources that there are.
    await form.getByLabel('VPC ID').first().click();
    await form.getByRole('option', { name: vpcId }).click();
    await form.getByLabel('Zone ID').fill('cn-beijing-a');
    await form
      .getByRole('textbox', { name: 'CIDR block CidrBlock', exact: true })
      .fill('10.0.1.0/24');
    await form.getByRole('button', { name: 'Create subnet' }).click();
    const subnetId = await made(page);

    await open('Security groups');
    form = await openForm(page, 'Create security group');
    await form.getByLabel('VPC ID').fill(vpcId);
    await form.getByRole('button', { name: 'Create security group' }).click();
    const groupId = await made(page);

    await open('Instances');
    form = await openForm(page, 'Run instances');
    await form.getByLabel('Zone ID').fill('cn-beijing-a');
    await form.getByLabel('Image ID').click();
    await form.getByRole('option').first().click();
    await form.getByLabel('Instance name').fill('web');
    await form.getByLabel('Instance type ID').fill('ecs.g3i.large');
    await form.getByLabel('Subnet ID').fill(subnetId);
    await form.getByLabel('Security group IDs').fill(groupId);
    await form.getByLabel('Security group IDs').press('Enter');
    await form.getByRole('button', { name: 'Run instances' }).click();
    const instanceId = await made(page);
    const row = page.getByRole('row', { name: new RegExp(instanceId) });
    await row.getByText('RUNNING').waitFor();

    await open('Network interfaces');
    form = await openForm(page, 'Create network interface');
    await form.getByLabel('Subnet ID').fill(subnetId);
    await form.getByLabel('Security group IDs').fill(groupId);
    await form.getByLabel('Security group IDs').press('Enter');
    await form.getByRole('button', { name: 'Create network interface' }).click();
    const eniId = await made(page);
    const { NetworkInterfaceSets } = await server.client.ok('vpc', 'DescribeNetworkInterfaces', {});
    expect(
      NetworkInterfaceSets.map((each: { NetworkInterfaceId: string }) => each.NetworkInterfaceId),
    ).toContain(eniId);
    expect(complaints).toEqual([]);
    await close();
  });

  it('show a refusal at its parameter, and before it what would be refused', async () => {
    server = await startServer();
    const vpcId = await madeVpc(server);
    const { page, complaints, close } = await openConsole(server.url, {
      path: '/resources/subnet?do=CreateSubnet',
    });
    const form = page.getByRole('form', { name: 'Create subnet' });
    await form.getByLabel('VPC ID').first().fill(vpcId);
    await form.getByLabel('Zone ID').fill('cn-beijing-a');
    const cidr = form.getByRole('textbox', { name: 'CIDR block CidrBlock', exact: true });
    await cidr.fill('192.168.0.0/24');
    // While it is typed: the precondition that does not hold, at its field.
    await form.getByText(/\d+ of \d+ preconditions do not hold/).waitFor();
    expect(await cidr.getAttribute('aria-invalid')).toBe('true');
    await form.getByRole('button', { name: 'Create subnet' }).click();
    const alert = page.getByRole('alert').filter({ hasText: 'RequestId' });
    await alert
      .getByText(/^InvalidCidr/)
      .first()
      .waitFor();
    expect(await cidr.getAttribute('aria-invalid')).toBe('true');
    await alert.getByRole('list').waitFor();
    // A value that is none of its type is the server's to judge, too.
    await form
      .getByRole('textbox', { name: 'IPv6 CIDR block Ipv6CidrBlock', exact: true })
      .fill('x');
    await form.getByRole('button', { name: 'Create subnet' }).click();
    await page
      .locator('[aria-invalid="true"]')
      .and(page.getByLabel('IPv6 CIDR block Ipv6CidrBlock', { exact: true }))
      .waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('are attached and deleted from their drawer, which keeps up', async () => {
    server = await startServer();
    const place = await scene(server, { instances: 1 });
    const eniId = await madeInterface(server, place);
    const [instanceId = ''] = place.instanceIds;
    const { page, complaints, close } = await openConsole(server.url, {
      path: `/resources/network_interface/${eniId}`,
    });
    const row = page.getByRole('row', { name: new RegExp(eniId) });
    await row.getByText('Available').waitFor();
    await panelOf(page, eniId).getByRole('link', { name: 'Attach network interface' }).click();
    const form = page.getByRole('form', { name: 'Attach network interface' });
    expect(await form.getByLabel('Network interface ID').inputValue()).toBe(eniId);
    await form.getByLabel('Instance ID').fill(instanceId);
    await form.getByText(/All \d+ preconditions hold/).waitFor();
    await form.getByRole('button', { name: 'Attach network interface' }).click();
    await page.getByRole('button', { name: 'Done' }).click();
    await row.getByText('InUse').waitFor();
    await panelOf(page, eniId).getByRole('link', { name: instanceId }).first().waitFor();
    await page.getByRole('tab', { name: 'Requests' }).click();
    await panelOf(page, eniId)
      .getByRole('link', { name: /AttachNetworkInterface/ })
      .waitFor();

    // Another one is deleted, once its id has been typed.
    const otherId = await madeInterface(server, place);
    await page.getByRole('link', { name: otherId }).click();
    await panelOf(page, otherId).getByRole('link', { name: 'Delete network interface' }).click();
    const remove = page.getByRole('form', { name: 'Delete network interface' });
    const button = remove.getByRole('button', { name: 'Delete network interface' });
    expect(await button.isDisabled()).toBe(true);
    await remove.getByLabel(/cannot be taken back/).fill(otherId);
    await button.click();
    await page.getByRole('row', { name: new RegExp(otherId) }).waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
    await close();
  });

  it('are narrowed by what their list takes, and the URL remembers it', async () => {
    server = await startServer();
    const place = await scene(server, { instances: 1 });
    const eniId = await madeInterface(server, place, { NetworkInterfaceName: 'db-eni' });
    const { page, complaints, close } = await openConsole(server.url, {
      path: '/resources/network_interface',
    });
    await page.getByText('2 in all').waitFor();
    await page.getByRole('button', { name: 'Filters' }).click();
    const narrowing = page.getByRole('form', { name: 'Filters' });
    await narrowing.getByLabel('Status', { exact: true }).selectOption('Available');
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.getByText('1 in all').waitFor();
    expect(page.url()).toContain('Status=Available');
    await page.getByRole('link', { name: eniId }).waitFor();
    await page.getByRole('button', { name: 'Remove the filter Status' }).click();
    await page.getByText('2 in all').waitFor();
    await page
      .getByRole('searchbox', { name: 'Search by ID or name' })
      .or(page.getByPlaceholder('Search by ID or name'))
      .first()
      .fill('db-eni');
    await page.keyboard.press('Enter');
    await page.getByText('1 in all').waitFor();
    // Other columns are chosen, and remembered in this browser.
    await page.getByLabel('Columns').first().click();
    await page.getByRole('group', { name: 'Columns' }).getByText('MAC address').click();
    await page.getByRole('columnheader', { name: 'MAC address' }).waitFor();
    await page.reload();
    await page.getByRole('columnheader', { name: 'MAC address' }).waitFor();
    // What belongs to a resource is a list that is narrowed to it.
    await page.goto(`${server.url}/#/resources/vpc/${place.vpcId}`);
    await page.getByRole('tab', { name: 'Related' }).click();
    await page.getByRole('link', { name: 'Subnets of it' }).click();
    await page.getByRole('link', { name: place.subnetId }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('of the kind whose secret is told once show it once', async () => {
    server = await startServer();
    const { page, complaints, close } = await openConsole(server.url, {
      path: '/resources/key_pair?do=CreateKeyPair',
    });
    const form = page.getByRole('form', { name: 'Create key pair' });
    await form.getByLabel('Key pair name').fill('mine');
    await form.getByRole('button', { name: 'Create key pair' }).click();
    await page.getByText('Told once').waitFor();
    await page.getByText('BEGIN RSA PRIVATE KEY').waitFor();
    await page.getByRole('button', { name: 'Done' }).click();
    expect(await page.getByText('BEGIN RSA PRIVATE KEY').count()).toBe(0);
    expect(page.url()).not.toContain('BEGIN');
    expect(complaints).toEqual([]);
    await close();
  });

  it('may be given by raw parameters, and in Chinese', async () => {
    server = await startServer();
    const { page, complaints, close } = await openConsole(server.url, {
      path: '/resources/vpc',
      locale: 'zh-CN',
    });
    const form = await openForm(page, '创建私有网络');
    await form.getByRole('button', { name: '原始参数' }).click();
    await form.getByLabel('名称 1').fill('CidrBlock');
    await form.getByLabel('值 1').fill('10.0.0.0/16');
    await form.getByRole('button', { name: '添加参数' }).click();
    await form.getByLabel('名称 2').fill('Tags.1.Key');
    await form.getByLabel('值 2').fill('队');
    await form.getByRole('button', { name: '创建私有网络' }).click();
    const vpcId = await made(page);
    await page.getByRole('button', { name: '完成' }).click();
    await page.getByRole('link', { name: vpcId }).click();
    const panel = panelOf(page, vpcId);
    await panel.getByText('队').waitFor();
    await panel.getByRole('link', { name: '删除私有网络' }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('are reached by keyboard alone', async () => {
    server = await startServer();
    const vpcId = await madeVpc(server);
    const groups: string[] = [];
    for (let n = 0; n < 3; n += 1) groups.push(await madeGroup(server, vpcId));
    await madeSubnet(server, vpcId);
    const { page, complaints, close } = await openConsole(server.url, {
      path: '/resources/security_group',
    });
    const table = page.getByRole('table', { name: 'Security groups' });
    await table.getByRole('link', { name: groups[0] ?? '' }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await panelOf(page, groups[2] ?? '').waitFor();
    // The drawer has the focus: Escape closes it again.
    await page.keyboard.press('Escape');
    await panelOf(page, groups[2] ?? '').waitFor({ state: 'detached' });
    // A choice is made by the arrow keys and Enter.
    await page.goto(`${server.url}/#/resources/subnet?do=CreateSubnet`);
    const field = page.getByRole('form').getByLabel('VPC ID').first();
    await field.focus();
    await page.getByRole('option', { name: vpcId }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await field.inputValue()).toBe(vpcId);
    expect(complaints).toEqual([]);
    await close();
  });

  it('scroll where there are very many, of which few are there', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tenon-console-'));
    const store = `sqlite:${join(folder, 'tenon.db')}`;
    const interfaces = 100_000;
    await fill(store, { interfaces, accountId: DEFAULT_ACCOUNT.id, region: 'cn-beijing' });
    const quotas = { NetworkInterfaces: 10 * interfaces, Instances: 10 * interfaces };
    server = await startServer({ store, world: makeWorld({ quotas }) });
    const { page, complaints, close } = await openConsole(server.url, {
      path: '/resources/network_interface',
    });
    const { TotalCount } = await server.client.ok('vpc', 'DescribeNetworkInterfaces', {});
    expect(TotalCount).toBeGreaterThan(interfaces * 0.8);
    await page.getByText(`${TotalCount} in all`).waitFor();
    const rows = page.getByRole('region', { name: 'Rows' });
    const last = await server.client.ok('vpc', 'DescribeNetworkInterfaces', {
      PageSize: 1,
      PageNumber: TotalCount,
    });
    const lastId = last.NetworkInterfaceSets[0].NetworkInterfaceId;
    for (const [share, id] of [
      [1, lastId],
      [0, undefined],
    ] as const) {
      await rows.evaluate((element, part) => {
        const box = element as unknown as { scrollTop: number; readonly scrollHeight: number };
        box.scrollTop = part * box.scrollHeight;
      }, share);
      const wanted =
        id ??
        (await server.client.ok('vpc', 'DescribeNetworkInterfaces', { PageSize: 1 }))
          .NetworkInterfaceSets[0].NetworkInterfaceId;
      await page.getByRole('link', { name: wanted }).waitFor();
    }
    expect(await page.locator('.rows tbody tr').count()).toBeLessThan(60);
    expect(complaints).toEqual([]);
    await close();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
    server = await startServer();
  }, 240_000);
});
