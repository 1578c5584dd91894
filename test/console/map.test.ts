import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '#test/support/server.ts';
import { type ConsolePage, openConsole, unable, type Visit } from './support/browser.ts';

const mapOf = describe.skipIf(unable('the map of the console'));
mapOf('the map of the console', { timeout: 180_000 }, () => {
  let server: TestServer;
  let opened: ConsolePage | undefined;

  beforeEach(async () => {
    isManual = false;
    server = await startServer();
  });
  afterEach(async () => {
    await opened?.close();
    opened = undefined;
    await server.close();
  });

  async function open(visit: Visit = {}): Promise<{ page: Page; complaints: string[] }> {
    opened = await openConsole(server.url, visit);
    return opened;
  }

  /** Lets what has been made settle, where time passes by hand. */
  const settle = () => (isManual ? server.advance(60_000) : undefined);
  let isManual = false;

  /** A VPC with a subnet, its group and an instance. */
  async function network() {
    const { client } = server;
    const { VpcId } = await client.ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/16' });
    await settle();
    const { SubnetId } = await client.ok('vpc', 'CreateSubnet', {
      ...{ VpcId, ZoneId: 'cn-beijing-a', CidrBlock: '10.0.1.0/24', SubnetName: 'crowd' },
    });
    await settle();
    const { SecurityGroupId } = await client.ok('vpc', 'CreateSecurityGroup', { VpcId });
    await settle();
    const { InstanceIds } = await client.ok('ecs', 'RunInstances', {
      InstanceName: 'worker',
      ZoneId: 'cn-beijing-a',
      ImageId: 'image-debian12x64tenon00',
      InstanceTypeId: 'ecs.g3i.large',
      NetworkInterfaces: [{ SubnetId, SecurityGroupIds: [SecurityGroupId] }],
    });
    const makeNic = async (name: string) => {
      const { NetworkInterfaceId } = await client.ok('vpc', 'CreateNetworkInterface', {
        ...{ SubnetId, SecurityGroupIds: [SecurityGroupId], NetworkInterfaceName: name },
      });
      return NetworkInterfaceId as string;
    };
    return { instanceId: InstanceIds[0] as string, makeNic };
  }

  it('makes an example network, refuses another zone, attaches and detaches', async () => {
    const { page, complaints } = await open();
    await page.getByRole('heading', { name: 'There is no network here yet' }).waitFor();
    await page.getByRole('button', { name: 'Make an example network' }).click();
    const spare = page.getByRole('button', { name: /^Network interface spare .*Available$/ });
    const near = page.getByRole('button', { name: /^Instance example-1 .*RUNNING$/ });
    const far = page.getByRole('button', { name: /^Instance example-2 .*RUNNING$/ });
    await spare.waitFor();
    await page.getByText('Making the example network').waitFor({ state: 'hidden' });

    // While it is over an instance of another zone, the precondition that does not hold is shown.
    await pickUp(page, spare, far);
    const said = page.getByRole('region', { name: 'Attach' });
    await said.getByText('1 precondition does not hold').waitFor();
    await said.getByText('zones: cn-beijing-a and cn-beijing-b').first().waitFor();
    await page.mouse.up();
    const refusal = page.getByRole('alert').filter({ hasText: 'spare was not attached' });
    await refusal.getByText('InvalidEni.ZoneMismatch').first().waitFor();
    await refusal.getByText('Reason: zones: cn-beijing-a and cn-beijing-b').waitFor();
    await refusal.getByRole('button', { name: 'Dismiss' }).click();

    await pickUp(page, spare, near);
    await said.getByText('All 15 preconditions hold').waitFor();
    await page.mouse.up();
    const port = page.getByRole('button', { name: /^Network interface .* spare, InUse$/ });
    await port.waitFor();

    await port.click();
    const details = page.getByRole('complementary', { name: 'Details of spare' });
    await details.getByRole('button', { name: 'example-1' }).first().waitFor();
    await details.getByRole('button', { name: 'Detach…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Detach spare' });
    await dialog.getByText(/All \d+ preconditions hold/).waitFor();
    await dialog.getByRole('button', { name: 'Detach', exact: true }).click();
    await spare.waitFor();
    expect(complaints).toEqual([]);
  });

  it('attaches by the keyboard alone, in Chinese', async () => {
    const { makeNic, instanceId } = await network();
    const nic = await makeNic('spare');
    const { page, complaints } = await open({ locale: 'zh-CN' });
    await page.getByRole('button', { name: /^网卡 spare .*Available$/ }).waitFor();

    await page.getByRole('combobox', { name: '按 ID、名称或地址查找' }).focus();
    await page.keyboard.type('spare');
    await page.getByRole('option', { name: /spare/ }).waitFor();
    await page.keyboard.press('Enter');
    const details = page.getByRole('complementary', { name: 'spare 的详情' });
    await details.waitFor();
    await tabTo(page, '挂载…');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: '挂载 spare' });
    await dialog.getByText('选择一台实例').waitFor();
    await tabTo(page, '按 ID、名称或可用区查找实例');
    await page.keyboard.type('worker');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    if (!(await dialog.getByRole('radio').first().isChecked())) {
      // The field has a button that clears it.
      await page.keyboard.press('Tab');
      await page.keyboard.press('Space');
    }
    await dialog.getByText('全部 15 项前置条件满足').waitFor();
    await tabTo(page, '挂载');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^网卡 .* spare, InUse$/ }).waitFor();
    const { NetworkInterfaceSets } = await server.client.ok('vpc', 'DescribeNetworkInterfaces', {
      NetworkInterfaceIds: [nic],
    });
    expect(NetworkInterfaceSets[0].DeviceId).toBe(instanceId);
    expect(complaints).toEqual([]);
  });

  it('folds a subnet with many interfaces, opens it, and goes to the one that the URL names', async () => {
    const { makeNic } = await network();
    const nics = await Promise.all(Array.from({ length: 60 }, (_, at) => makeNic(`nic-${at}`)));
    const last = nics.toSorted().at(-1) as string;
    const { page, complaints } = await open();
    const folded = page.getByRole('button', { name: 'Open crowd' });
    await folded.waitFor();
    await page.getByText('61 NICs').waitFor();
    expect(await page.getByRole('button', { name: /^Network interface nic-/ }).count()).toBe(0);

    await folded.focus();
    await page.keyboard.press('Enter');
    await page.getByText('1–48 of 61').waitFor();
    await page.getByRole('button', { name: 'Next page of crowd' }).click();
    await page.getByText('49–61 of 61').waitFor();
    await page.getByRole('button', { name: 'Fold crowd' }).click();
    await page.getByText('61 NICs').waitFor();

    // The one that the URL names is on the second page of the folded subnet.
    await page.goto(`${server.url}/#/map?focus=${last}`);
    await page.locator(`[data-thing="${last}"][aria-current="true"]`).waitFor();
    await page.getByText('49–61 of 61').waitFor();
    expect(complaints).toEqual([]);
  });

  it('shows what others do: an attachment, another name, what is gone', async () => {
    const { makeNic, instanceId } = await network();
    const nic = await makeNic('spare');
    const { page, complaints } = await open();
    await page.getByRole('button', { name: /^Network interface spare .*Available$/ }).waitFor();
    const about = { NetworkInterfaceId: nic };
    const { client } = server;
    await client.ok('vpc', 'AttachNetworkInterface', { ...about, InstanceId: instanceId });
    await page.getByRole('button', { name: /^Network interface .* spare, InUse$/ }).waitFor();
    await client.ok('vpc', 'ModifyNetworkInterfaceAttributes', {
      ...{ ...about, NetworkInterfaceName: 'renamed' },
    });
    await page.getByRole('button', { name: /^Network interface .* renamed, InUse$/ }).waitFor();
    await client.ok('vpc', 'DetachNetworkInterface', { ...about, InstanceId: instanceId });
    const free = page.getByRole('button', { name: /^Network interface renamed .*Available$/ });
    await free.waitFor();
    await client.ok('vpc', 'DeleteNetworkInterface', about);
    await free.waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  });

  it('shows an attachment on its way, until it is settled', async () => {
    await server.close();
    server = await startServer({ transitions: 'manual' });
    isManual = true;
    const { makeNic, instanceId } = await network();
    const nic = await makeNic('spare');
    await settle();
    const { page, complaints } = await open({ path: `/map?focus=${nic}` });
    const spare = page.getByRole('button', { name: /^Network interface spare .*Available$/ });
    await spare.waitFor();
    const worker = page.locator(`[data-thing="${instanceId}"]`);
    await pickUp(page, spare, worker);
    await page.getByText('All 15 preconditions hold').waitFor();
    await page.mouse.up();
    await page.getByRole('button', { name: /^Network interface .* spare, Attaching$/ }).waitFor();
    await server.advance(60_000);
    await page.getByRole('button', { name: /^Network interface .* spare, InUse$/ }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('saves the whole map as a picture', async () => {
    const { makeNic } = await network();
    await makeNic('spare');
    const { page, complaints } = await open();
    await page.getByRole('button', { name: 'Network interface spare' }).waitFor();
    const svg = await download(page, 'Export as SVG');
    expect(svg.toString()).toContain('>spare</text>');
    const png = await download(page, 'Export as PNG');
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(complaints).toEqual([]);
  });
});

type Thing = ReturnType<Page['getByRole']>;

/** Picks a thing up and holds it over another. */
async function pickUp(page: Page, thing: Thing, target: Thing): Promise<void> {
  // Where both are in sight, and no longer move.
  await target.click({ trial: true });
  const from = await middleOf(thing);
  const to = await middleOf(target);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 12, from.y + 6, { steps: 3 });
  await page.mouse.move(to.x, to.y, { steps: 6 });
}

async function middleOf(thing: Thing): Promise<{ x: number; y: number }> {
  const box = await thing.boundingBox();
  if (box === null) throw new Error('it is not in sight');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Presses Tab until what has the focus is called so. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let n = 0; n < 60; n += 1) {
    const here = await page.evaluate<string>(
      '(document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? "").trim()',
    );
    if (here === name) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not come to ${name}`);
}

async function download(page: Page, button: string): Promise<Buffer> {
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  const chunks: Buffer[] = [];
  for await (const chunk of await (await coming).createReadStream()) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
