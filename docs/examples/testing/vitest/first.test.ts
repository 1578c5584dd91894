// An account for each test: an empty world, with time and trouble as the test wants them.
import { Client, Command } from '@volcengine/sdk-core';
import { startTenon, type Tenon } from 'tenon';
import { afterAll, beforeAll, expect, it } from 'vitest';

let tenon: Tenon;
beforeAll(async () => {
  tenon = await startTenon({ transitions: 'manual' });
});
afterAll(() => tenon.close());

it('lets a VPC take its time', async () => {
  const { accountId: account, accessKeyId, secretAccessKey } = await tenon.account();
  const host = tenon.url.replace('http://', ''); // without the scheme
  const { region } = tenon;
  const client = new Client({ host, protocol: 'http', region, accessKeyId, secretAccessKey });
  const vpc = async (Action: string, input = {}) => {
    const command = new Command(input);
    command.requestConfig = {
      params: { Action, Version: '2020-04-01' },
      method: 'GET',
      serviceName: 'vpc',
      contentType: 'text/plain',
    };
    return (await client.send(command)).Result as { Vpcs: { Status: string }[] };
  };
  const statuses = async () => (await vpc('DescribeVpcs')).Vpcs.map(({ Status }) => Status);

  const held = await tenon.fault({
    service: 'vpc',
    action: 'CreateVpc',
    account,
    when: 'settle',
    hold: true,
  });
  await vpc('CreateVpc', { CidrBlock: '10.0.0.0/16' });
  await tenon.clock.advance('1h');
  expect(await statuses()).toEqual(['Creating']);
  await held.remove();
  expect(await statuses()).toEqual(['Available']);
});
