import { vpcOf } from '../model.ts';
import { byId } from '../world.ts';
import { oneOf, type PacketCommand } from './command.ts';

export const bindEip: PacketCommand['run'] = async (run, pick) => {
  const { eips, nics, haVips } = run.world;
  const eip = oneOf(
    pick,
    eips.filter(({ bound }) => bound === undefined),
  );
  if (eip === undefined) return false;
  const taken = JSON.stringify(eips.map(({ bound }) => bound));
  const vip = oneOf(pick, haVips);
  if (vip && pick.chance(0.3) && !taken.includes(vip.id)) {
    eip.bound = { haVip: vip.id };
    await run.ok('vpc', 'AssociateEipAddress', {
      AllocationId: eip.id,
      InstanceType: 'HaVip',
      InstanceId: vip.id,
    });
    return true;
  }
  const choices = nics
    .flatMap(({ id, ipv4 }) => ipv4.map((address) => ({ nic: id, address })))
    .filter((each) => !taken.includes(JSON.stringify(each)));
  const bound = oneOf(pick, choices);
  if (bound === undefined) return false;
  eip.bound = bound;
  await run.ok('vpc', 'AssociateEipAddress', {
    AllocationId: eip.id,
    InstanceType: 'NetworkInterface',
    InstanceId: bound.nic,
    PrivateIpAddress: bound.address,
  });
  return true;
};

export const unbindEip: PacketCommand['run'] = async (run, pick) => {
  const { natGateways } = run.world;
  /** One that an entry uses stays on its NAT gateway. */
  const isUsed = (id: string) =>
    natGateways.some(
      ({ snat, dnat }) =>
        snat.some(({ eips }) => eips.includes(id)) || dnat.some(({ eip: used }) => used === id),
    );
  const eip = oneOf(
    pick,
    run.world.eips.filter(({ id, bound }) => bound !== undefined && !isUsed(id)),
  );
  if (eip === undefined) return false;
  await run.ok('vpc', 'DisassociateEipAddress', { AllocationId: eip.id });
  await run.settled();
  eip.bound = undefined;
  return true;
};

export const openIpv6: PacketCommand['run'] = async (run, pick) => {
  const { nics, bandwidths, vpcs } = run.world;
  const paid = bandwidths.map(({ address }) => address);
  const choices = nics.flatMap((nic) =>
    nic.ipv6.filter((each) => !paid.includes(each)).map((address) => ({ nic, address })),
  );
  const choice = oneOf(pick, choices);
  if (choice === undefined) return false;
  const vpc = byId(vpcs, vpcOf(run.world, choice.nic));
  if (!vpc.ipv6Gateway) {
    const { Ipv6GatewayId } = await run.ok('vpc', 'CreateIpv6Gateway', { VpcId: vpc.id });
    await run.settled();
    vpc.ipv6Gateway = Ipv6GatewayId;
  }
  const { AllocationId } = await run.ok('vpc', 'AllocateIpv6AddressBandwidth', {
    Ipv6Address: choice.address,
    BillingType: 3,
    Bandwidth: 200,
  });
  bandwidths.push({
    id: AllocationId,
    vpc: vpc.id,
    address: choice.address,
    egressOnly: undefined,
  });
  return true;
};

export const closeIpv6: PacketCommand['run'] = async (run, pick) => {
  const bandwidth = oneOf(pick, run.world.bandwidths);
  if (bandwidth === undefined) return false;
  if (bandwidth.egressOnly !== undefined) {
    await run.ok('vpc', 'DeleteIpv6EgressOnlyRule', { Ipv6EgressOnlyRuleId: bandwidth.egressOnly });
    await run.settled();
    bandwidth.egressOnly = undefined;
    return true;
  }
  if (pick.chance(0.5)) {
    const { Ipv6EgressOnlyRuleId } = await run.ok('vpc', 'CreateIpv6EgressOnlyRule', {
      Ipv6GatewayId: byId(run.world.vpcs, bandwidth.vpc).ipv6Gateway,
      InstanceId: bandwidth.id,
    });
    await run.settled();
    bandwidth.egressOnly = Ipv6EgressOnlyRuleId;
    return true;
  }
  await run.ok('vpc', 'ReleaseIpv6AddressBandwidth', { AllocationId: bandwidth.id });
  run.world.bandwidths = run.world.bandwidths.filter((each) => each !== bandwidth);
  return true;
};
