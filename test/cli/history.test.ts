import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { madeInterface, scene } from '../support/scene.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { start, useCommandLine } from './harness.ts';

useCommandLine();

let server: TestServer;
beforeEach(async () => {
  server = await startServer({ transitions: 'manual' });
});
afterEach(() => server.close());

const command = (...args: string[]) => start([...args, '--endpoint', server.url]);
const tenon = (...args: string[]) => command(...args).ended;

async function refused() {
  const place = await scene(server, { instances: 1 });
  const [InstanceId = ''] = place.instanceIds;
  const NetworkInterfaceId = await madeInterface(server, place);
  const attach = { NetworkInterfaceId, InstanceId };
  const begun = await server.client.vpc('AttachNetworkInterface', attach);
  const again = await server.client.vpc('AttachNetworkInterface', {
    ...attach,
    InstanceID: 'i-typo',
  });
  const idOf = ({ envelope }: typeof begun): string => envelope.ResponseMetadata.RequestId;
  return { NetworkInterfaceId, begun: idOf(begun), again: idOf(again) };
}

describe('tenon why', () => {
  it('says what was asked, what was wrong, what nobody read and every precondition', async () => {
    const { again, NetworkInterfaceId } = await refused();
    const { code, out, err } = await tenon('why', again);
    expect([code, err]).toEqual([0, '']);
    for (const part of [
      /^AttachNetworkInterface of vpc in cn-beijing, asked by account 2100000001 at 20/,
      /^It was refused: 400 InvalidEni\.InvalidStatus, after [\d.]+ ms\.\nThe specified elastic/m,
      new RegExp(`^ {2}NetworkInterfaceId +${NetworkInterfaceId}$`, 'm'),
      /^ {2}InstanceID: did you mean InstanceId\?$/m,
      /^ ok {2}InvalidEniId\.NotFound +eni-\w+ exists$/m,
      /^ NO {2}InvalidEni\.InvalidStatus +the secondary interface is Attaching$/m,
    ]) {
      expect(out).toMatch(part);
    }
  });

  it('says what became of what it began', async () => {
    const { begun } = await refused();
    expect((await tenon('why', begun)).out).toMatch(/What it began is on its way\./);
    await server.advance(60_000);
    const { out } = await tenon('why', begun);
    expect(out).toMatch(/^It was carried out: 200, after [\d.]+ ms\.$/m);
    expect(out).toMatch(/What it began has settled\./);
  });

  it('prints the answer with --json, and knows no other request', async () => {
    const { again } = await refused();
    const { out } = await tenon('why', again, '--json');
    const answer = await (await fetch(`${server.url}/_tenon/requests/${again}`)).json();
    expect(JSON.parse(out)).toEqual(answer);
    const unknown = await tenon('why', 'nothing');
    expect([unknown.code, unknown.out]).toEqual([1, '']);
    expect(unknown.err).toMatch(/InvalidRequest\.NotFound/);
    expect((await tenon('why')).code).toBe(2);
  });

  it('lets no client write on the terminal', async () => {
    const reply = await server.client.vpc('DeleteVpc', {
      VpcId: 'a\u001b[2Jb',
      '\u001b[31mx': '1',
    });
    const { out } = await tenon('why', reply.envelope.ResponseMetadata.RequestId);
    expect(out).toContain('a\\u001b[2Jb');
    expect(out).not.toContain('\u001b');
  });
});

describe('tenon requests', () => {
  it('lists the latest, the latest last, and those that are asked for', async () => {
    const { begun, again } = await refused();
    const lines = (await tenon('requests', '--limit', '2')).out.trim().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(
      new RegExp(`^\\d\\d:\\d\\d:\\d\\d {2}200 {2}${begun} {2}2100000001 .* ms {2}vpc:AttachNet`),
    );
    expect(lines[1]).toMatch(new RegExp(`400 {2}${again} .*InvalidEni.InvalidStatus$`));
    const one = await tenon('requests', '--code', 'InvalidEni.InvalidStatus', '--json');
    const { requests } = JSON.parse(one.out);
    expect(requests.map(({ requestId }: { requestId: string }) => requestId)).toEqual([again]);
    expect((await tenon('requests', '--limit', '0')).code).toBe(2);
  });

  it('follows, without a gap and without telling one twice', async () => {
    await server.client.vpc('DescribeVpcs');
    const following = command('requests', '--follow', '--json', '--action', 'DescribeVpcs');
    await following.says(/\n/);
    for (const _ of [1, 2]) await server.client.vpc('DescribeVpcs');
    await server.client.vpc('DescribeSubnets');
    await following.says(/(.*\n){3}/);
    const all = await (await fetch(`${server.url}/_tenon/requests?action=DescribeVpcs`)).json();
    await server.close();
    const { code, out, err } = await following.ended;
    const told = out
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text).requestId);
    const { requests } = all as { requests: { requestId: string }[] };
    expect(told).toEqual(requests.map(({ requestId }) => requestId).toReversed());
    expect([code, err]).toEqual([1, expect.stringContaining('has ended')]);
  });
});
