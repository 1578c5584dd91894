import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { primaryOf, scene } from '../support/scene.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { start, useCommandLine } from './harness.ts';

useCommandLine();

let server: TestServer;
let groupId: string;
let sender: string;
let receiver: string;
let receiving: string;
beforeAll(async () => {
  server = await startServer();
  const place = await scene(server, { instances: 2 });
  groupId = place.groupId;
  const [one = '', other = ''] = place.instanceIds;
  sender = await primaryOf(server, one);
  receiver = await primaryOf(server, other);
  receiving = other;
  await server.client.ok('vpc', 'AuthorizeSecurityGroupIngress', {
    SecurityGroupId: groupId,
    Protocol: 'tcp',
    PortStart: 22,
    PortEnd: 22,
    CidrIp: '0.0.0.0/0',
  });
});
afterAll(() => server.close());

const tenon = (...args: string[]) =>
  start(['packet', ...args, '--endpoint', server.url], { LANG: 'C.UTF-8' }).ended;

describe('tenon packet', () => {
  it('draws each step, and ends with 0 when the packet arrives', async () => {
    const { code, out, err } = await tenon(sender, receiver, 'tcp', '22');
    expect([code, err]).toEqual([0, '']);
    for (const part of [
      new RegExp(`^${sender} 10\\.0\\.0\\.\\d+ ──▶ 10\\.0\\.0\\.\\d+ {2}tcp 22$`, 'm'),
      /^ ok {2}nic +eni-\w+ is in i-\w+, which runs$/m,
      new RegExp(
        `^ ok {2}security-group-ingress +${groupId} +its ingress rule of priority 1 accepts tcp 22 from 0\\.0\\.0\\.0/0$`,
        'm',
      ),
      new RegExp(`^${sender} .* ◀── .* {2}the answer$`, 'm'),
      new RegExp(
        `\\n\\nThe packet arrives at ${receiver} in ${receiving}, and the answer comes back\\.\\n$`,
      ),
    ]) {
      expect(out).toMatch(part);
    }
  });

  it('ends with 1 when it does not arrive, and says what stops it', async () => {
    const { code, out } = await tenon(sender, receiver, 'tcp', '23');
    expect(code).toBe(1);
    expect(out).toMatch(
      new RegExp(
        `^ NO {2}security-group-ingress +${groupId} +no ingress rule of ${groupId} matches tcp 23 from`,
        'm',
      ),
    );
    expect(out).toMatch(
      /\n\nThe packet does not arrive: it is dropped by security-group-ingress\.\n$/,
    );
  });

  it('prints the answer as JSON', async () => {
    const { code, out } = await tenon(sender, receiver, '--json');
    const { packet, arrives, steps } = JSON.parse(out);
    expect([code, packet.protocol, arrives]).toEqual([1, 'icmp', false]);
    expect(steps.length).toBeGreaterThan(3);
  });

  it.each([
    [['eni-nowhere', '10.0.0.1'], /InvalidEni\.NotFound: .*eni-nowhere/],
    [['SENDER', '10.0.0.1', 'tcp'], /\[port\]: tcp needs one/],
    [['SENDER', '10.0.0.1', 'icmp', '--region', 'mars'], /mars/],
  ])('ends with 2 for %j', async (args, pattern) => {
    const { code, err } = await tenon(...args.map((each) => (each === 'SENDER' ? sender : each)));
    expect([code, err]).toEqual([2, expect.stringMatching(pattern)]);
  });
});
