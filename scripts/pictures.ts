/**
 * Takes the pictures of the console that README.md and docs/console.md show, into docs/pictures:
 *
 *   node scripts/pictures.ts
 *
 * It takes Chromium (TENON_CHROMIUM, or /usr/bin/chromium) and letters for Chinese.
 */

import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { madeGroup, madeInterface, madeSubnet, madeVpc } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { freshConsole } from './lib/console.ts';

const FOLDER = fileURLToPath(new URL('../docs/pictures', import.meta.url));
/** Of a PNG. */
const SIGNATURE_BYTES = 8;
const VIEWPORT = { width: 1280, height: 800 };

/** What the pictures show: two zones, three instances, and an interface that is not attached yet. */
async function network(server: TestServer) {
  const { client } = server;
  const vpcId = await madeVpc(server, { VpcName: 'shop', CidrBlock: '10.0.0.0/16' });
  const groupId = await madeGroup(server, vpcId, { SecurityGroupName: 'web' });
  const subnets: string[] = [];
  for (const [index, name] of ['web-a', 'data-a', 'web-b'].entries()) {
    const ZoneId = name.endsWith('a') ? 'cn-beijing-a' : 'cn-beijing-b';
    const CidrBlock = `10.0.${index + 1}.0/24`;
    subnets.push(await madeSubnet(server, vpcId, { ZoneId, CidrBlock, SubnetName: name }));
  }
  const [webA = '', dataA = '', webB = ''] = subnets;
  const run = async (subnetId: string, name: string, zone: string) => {
    const { InstanceIds } = await client.ok('ecs', 'RunInstances', {
      InstanceName: name,
      ZoneId: zone,
      ImageId: 'image-debian12x64tenon00',
      InstanceTypeId: 'ecs.g3i.large',
      NetworkInterfaces: [{ SubnetId: subnetId, SecurityGroupIds: [groupId] }],
      Volumes: [{ VolumeType: 'ESSD_PL0', Size: 40 }],
    });
    return InstanceIds[0] as string;
  };
  const web1 = await run(webA, 'web-1', 'cn-beijing-a');
  const db1 = await run(dataA, 'db-1', 'cn-beijing-a');
  const web2 = await run(webB, 'web-2', 'cn-beijing-b');
  const inSubnet = (subnetId: string, name: string) =>
    madeInterface(server, { subnetId, groupId }, { NetworkInterfaceName: name });
  const spare = await inSubnet(webA, 'spare');
  const backup = await inSubnet(dataA, 'backup');
  const attached = await inSubnet(webA, 'storage');
  await client.ok('vpc', 'AttachNetworkInterface', {
    NetworkInterfaceId: attached,
    InstanceId: web1,
  });
  await client.ok('vpc', 'AllocateEipAddress', { BillingType: 2, Name: 'shop' });
  // In another zone.
  const refused = await client.call('vpc', 'AttachNetworkInterface', {
    NetworkInterfaceId: spare,
    InstanceId: web2,
  });
  await server.settled();
  const requestId = refused.envelope.ResponseMetadata.RequestId as string;
  return { web1, db1, web2, spare, backup, requestId };
}

await freshConsole();
mkdirSync(FOLDER, { recursive: true });
await using server = await startServer();
const { web1, db1, requestId } = await network(server);
const browser = await chromium.launch({
  executablePath: process.env.TENON_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
const english = { locale: 'en-US' };
await picture('map.png', '/map', english, (page) =>
  page.locator('.item-instance').nth(2).waitFor(),
);
await picture(
  'requests.png',
  `/requests/${requestId}`,
  { ...english, viewport: { width: 1280, height: 1000 } },
  (page) => page.locator('.verdict').nth(5).waitFor(),
);
await picture(
  'packet.png',
  `/packet?from=${web1}&to=${db1}&protocol=tcp&port=5432`,
  english,
  (page) => page.locator('main').getByText('10.0.2.').first().waitFor(),
);
await picture(
  'resources-zh-dark.png',
  '/resources/network_interface',
  { locale: 'zh-CN', colorScheme: 'dark' },
  (page) => page.locator('main').getByText('storage').first().waitFor(),
);
await browser.close();

async function picture(
  name: string,
  place: string,
  options: BrowserContextOptions,
  shown: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({
    viewport: VIEWPORT,
    reducedMotion: 'reduce',
    ...options,
  });
  const page = await context.newPage();
  await page.goto(`${server.url}/#${place}`);
  await page
    .getByRole('status')
    .getByText(/^(live|实时)$/)
    .first()
    .waitFor();
  await shown(page);
  const path = join(FOLDER, name);
  writeFileSync(path, packed(await page.screenshot({ animations: 'disabled' })));
  await context.close();
  console.log(`${path}: ${Math.round(statSync(path).size / 1000)} kB`);
}

/** The same PNG, compressed as well as can be: browsers take the fast way. */
function packed(png: Buffer): Buffer {
  const chunks: { type: string; data: Buffer }[] = [];
  for (let at = SIGNATURE_BYTES; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    chunks.push({ type, data: png.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  const isImage = ({ type }: { type: string }) => type === 'IDAT';
  const image = inflateSync(Buffer.concat(chunks.filter(isImage).map(({ data }) => data)));
  const first = chunks.findIndex(isImage);
  const rest = chunks.filter((each) => !isImage(each));
  rest.splice(first, 0, { type: 'IDAT', data: deflateSync(image, { level: 9, memLevel: 9 }) });
  return Buffer.concat([png.subarray(0, SIGNATURE_BYTES), ...rest.map(chunk)]);
}

function chunk({ type, data }: { readonly type: string; readonly data: Buffer }): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
