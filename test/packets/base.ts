import { COMMANDS } from './commands.ts';
import type { WorldRun } from './run.ts';
import type { Rule } from './world.ts';

const FLOATING = '10.0.1.50';
const LOWEST = 100;

const everything = (cidr: string): Rule => ({
  accept: true,
  priority: LOWEST,
  protocol: 'all',
  ports: undefined,
  peer: { cidr },
});

/** What a world has from the start, by the seed: some of it at least. */
const FROM_THE_START = [
  ...['attach', 'bindEip', 'bindEip', 'joinHaVip', 'joinHaVip', 'openIpv6', 'openIpv6'],
  ...[
    'changeTable',
    'changeAcl',
    'changeAcl',
    'associateAcl',
    'addRoutes',
    'addRoutes',
    'addRules',
  ],
];

/** What a world of NAT gateways has before that: most of it. */
const NAT_FROM_THE_START = [
  ...['bindNatEip', 'bindNatEip', 'bindNatEip', 'routeToNat', 'routeToNat'],
  ...['addSnat', 'addSnat', 'addSnat', 'addSnat', 'addDnat', 'addDnat', 'makeNatGateway'],
];
const SHARE_OF_NAT = 0.6;

/**
 * What every sequence starts from: two VPCs with the same block, in the first two subnets with three
 * instances and two interfaces, in the second an instance with an address of the first.
 */
export async function makeBase(run: WorldRun): Promise<void> {
  const { pick } = run;
  const one = await run.startVpc('10.0.0.0/16', '2001:db8:0:100::/56');
  const other = await run.startVpc(
    '10.0.0.0/16',
    pick.chance(0.5) ? '2001:db8:0:200::/56' : undefined,
  );
  await run.finish();
  const first = await run.startSubnet(one, '10.0.1.0/24', 1);
  const second = await run.startSubnet(one, '10.0.2.0/24', 2);
  const third = await run.startSubnet(other, '10.0.1.0/24', 1);
  for (const vpc of [one, other]) await run.startNatSubnet(vpc);
  const a = await run.startGroup(one);
  const b = await run.startGroup(one);
  const c = await run.startGroup(other);
  await run.finish();
  for (const group of [a, b, c]) {
    await run.rule(group, 'ingress', everything('0.0.0.0/0'));
    await run.rule(group, 'ingress', everything('::/0'));
    await run.rule(group, 'egress', everything('::/0'));
  }
  await run.startInstance(first, '10.0.1.10', [a]);
  await run.startInstance(first, '10.0.1.20', [b]);
  await run.startInstance(second, '10.0.2.30', [a, b]);
  await run.startInstance(third, '10.0.1.20', [c]);
  await run.startNic(first, ['10.0.1.60', '10.0.1.61'], [b]);
  await run.startNic(second, ['10.0.2.60'], [a]);
  await run.finish();
  for (let count = 0; count < 6; count += 1) await run.eip();
  await run.table(one);
  await run.acl(one, false);
  await run.acl(one, true);
  await run.prefixList(false, ['10.0.1.0/28', '9.0.0.0/8']);
  await run.prefixList(true, ['2001:db8:ffff::/48']);
  await run.haVip(first, FLOATING);
  await run.settled();
  const begin = async (names: readonly string[], share: number) => {
    for (const name of names) {
      if (pick.chance(share) && (await COMMANDS[name]?.run(run, pick))) await run.settled();
    }
  };
  if (pick.chance(SHARE_OF_NAT)) {
    await run.natGateway(one, false);
    await begin(NAT_FROM_THE_START, 0.8);
  }
  await begin(FROM_THE_START, 0.65);
  await begin(['changeIpv4Gateway'], 0.1);
}
