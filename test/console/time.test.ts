import { afterEach, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '#test/support/server.ts';
import { openConsole, unable } from './support/browser.ts';

describe.skipIf(unable('the page of time and faults'))('the page of time and faults', () => {
  let server: TestServer;
  afterEach(() => server.close());

  const vpcs = async (): Promise<{ VpcId: string; Status: string }[]> =>
    (await server.client.ok('vpc', 'DescribeVpcs')).Vpcs;

  it('advances a manual clock to the next that waits, and shows what has settled', async () => {
    server = await startServer({ transitions: 'manual' });
    const { page, complaints, close } = await openConsole(server.url, { path: '/time' });
    const clock = page.getByRole('region', { name: 'Clock' });
    await clock.getByText('Everything has settled.').waitFor();
    const { VpcId } = await server.client.ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/16' });
    await clock.getByRole('link', { name: VpcId }).waitFor();
    const before = await clock.getByRole('time').innerText();
    await clock.getByRole('button', { name: 'To the next' }).click();
    await clock.getByText('Everything has settled.').waitFor();
    expect(await clock.getByRole('time').innerText()).not.toBe(before);
    expect((await vpcs()).map(({ Status }) => Status)).toEqual(['Available']);
    await clock.getByLabel('other').fill('1h');
    await clock.getByRole('button', { name: 'Advance', exact: true }).click();
    const now = new RegExp(`${before.slice(0, 11)}.*`);
    await clock.getByRole('time').getByText(now).waitFor();
    await clock.getByLabel('other').fill('soon');
    await clock.getByRole('button', { name: 'Advance', exact: true }).click();
    await clock.getByRole('alert').getByText('The body must be').waitFor();
    expect(complaints.filter((text) => !text.includes('400'))).toEqual([]);
    await close();
  });

  it('says why a clock that passes by itself cannot be advanced', async () => {
    server = await startServer({ transitions: 'realistic' });
    const { page, complaints, close } = await openConsole(server.url, { path: '/time' });
    await page.getByText('Time passes by itself').waitFor();
    expect(await page.getByRole('button', { name: 'To the next' }).count()).toBe(0);
    expect(complaints).toEqual([]);
    await close();
  });

  it('sets a fault, sees it strike, and removes it', async () => {
    server = await startServer();
    const { page, complaints, close } = await openConsole(server.url, { path: '/time' });
    const faults = page.getByRole('region', { name: 'Faults' });
    await faults.getByText('There are no faults.').waitFor();
    await faults.getByRole('button', { name: 'Add a fault' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Action').fill('CreateVp');
    await page.getByRole('option', { name: 'vpc:CreateVpc', exact: true }).click();
    await form.getByLabel('Times').fill('2');
    await form.getByRole('button', { name: 'Add', exact: true }).click();
    await faults.getByText('0 of 2').waitFor();
    const { code } = await server.client.vpc('CreateVpc', { CidrBlock: '10.0.0.0/16' });
    expect(code).toBe('FlowLimitExceeded');
    await faults.getByText('1 of 2').waitFor();
    await faults.getByRole('button', { name: /Remove fault/ }).click();
    await faults.getByText('There are no faults.').waitFor();
    await server.client.ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/16' });
    expect(complaints).toEqual([]);
    await close();
  });

  it('has the form filled in by a request, and shows what the server refuses of it', async () => {
    server = await startServer();
    const path = '/time?service=vpc&action=DeleteVpc&code=Nonsense&parameter=VpcId%3Dvpc-1';
    const { page, close } = await openConsole(server.url, { path });
    const form = page.getByRole('dialog');
    expect(await form.getByLabel('Value').inputValue()).toBe('vpc-1');
    await form.getByRole('button', { name: 'Add', exact: true }).click();
    await form.getByRole('alert').getByText('Nonsense').first().waitFor();
    await page.keyboard.press('Escape');
    await form.waitFor({ state: 'detached' });
    await close();
  });

  it('saves everything, and comes back to it; resets everything', async () => {
    server = await startServer();
    await server.client.ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/16' });
    const { page, complaints, close } = await openConsole(server.url, { path: '/time' });
    await page.getByLabel('Name of the snapshot').fill('one');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('cell', { name: 'one', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Reset everything' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Yes' }).click();
    await page.getByText('Everything is as it began.').waitFor();
    expect(await vpcs()).toEqual([]);
    await page.getByRole('button', { name: 'Restore one' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Yes' }).click();
    await page.getByText('Restored.').waitFor();
    expect(await vpcs()).toHaveLength(1);
    await page.getByRole('button', { name: 'Remove one' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Yes' }).click();
    await page.getByText('No snapshot yet.').waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('makes an account whose key works, in Chinese and by keyboard, and removes it', async () => {
    server = await startServer();
    const zh = { path: '/time', locale: 'zh-CN' };
    const { page, complaints, close } = await openConsole(server.url, zh);
    await page.getByLabel('账号名称').focus();
    await page.keyboard.type('team');
    await page.keyboard.press('Enter');
    const made = page.getByRole('dialog');
    await made.getByText('密钥只在此显示一次').waitFor();
    const [accountId = '', accessKeyId = '', secretAccessKey = ''] = await made
      .locator('code')
      .allInnerTexts();
    const theirs = server.as({ id: accountId, name: '', accessKeyId, secretAccessKey } as never);
    expect((await theirs.ok('vpc', 'DescribeVpcs')).TotalCount).toBe(0);
    await made.getByRole('button', { name: '完成' }).click();
    await page.getByRole('button', { name: '移除 team' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '确定' }).click();
    await page.getByRole('cell', { name: 'team', exact: true }).waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
    await close();
  });
});
