import { oneOf, type PacketCommand } from './command.ts';

/** Opens or closes a VPC to the internet over IPv4, which its IPv4 gateway does. */
export const changeIpv4Gateway: PacketCommand['run'] = async (run, pick) => {
  const vpc = pick.pick(run.world.vpcs);
  const of = { VpcId: vpc.id };
  const { ipv4Gateway } = vpc;
  if (ipv4Gateway === undefined) {
    const { Ipv4GatewayId } = await run.ok('vpc', 'CreateIpv4Gateway', {});
    await run.settled();
    await run.ok('vpc', 'AttachIpv4Gateway', { Ipv4GatewayId, ...of });
    vpc.ipv4Gateway = { id: Ipv4GatewayId, enabled: false };
    vpc.ipv4Private = false;
    if (pick.chance(0.3)) return true;
  }
  const gateway = vpc.ipv4Gateway;
  if (gateway === undefined) return false;
  const Ipv4GatewayId = gateway.id;
  const action = oneOf(
    pick,
    gateway.enabled ? ['Disable', 'Detach'] : ['Enable', 'Enable', 'Detach'],
  );
  if (action !== 'Detach') {
    await run.ok('vpc', `${action}Ipv4Gateway`, { Ipv4GatewayId });
    gateway.enabled = action === 'Enable';
    return true;
  }
  const PrivateMode = pick.chance(0.3);
  await run.ok('vpc', 'DetachIpv4Gateway', { Ipv4GatewayId, ...of, PrivateMode });
  vpc.ipv4Gateway = undefined;
  vpc.ipv4Private = PrivateMode;
  await run.ok('vpc', 'DeleteIpv4Gateway', { Ipv4GatewayId });
  await run.settled();
  return true;
};
