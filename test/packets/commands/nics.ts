import { vpcOf } from '../model.ts';
import { byId } from '../world.ts';
import { oneOf, type PacketCommand } from './command.ts';

/** Addresses that are assigned to interfaces, by subnet. */
const FREE = { first: ['10.0.1.101', '10.0.1.102'], second: ['10.0.2.101', '10.0.2.102'] };
const MOST_NICS = 3;

export const attach: PacketCommand['run'] = async (run, pick) => {
  const { nics, instances } = run.world;
  const nic = oneOf(
    pick,
    nics.filter(({ instance }) => instance === undefined),
  );
  if (nic === undefined) return false;
  const suits = ({ id }: { id: string }) => {
    const held = nics.filter((each) => each.instance === id);
    const near = held.every((each) => vpcOf(run.world, each) === vpcOf(run.world, nic));
    return near && held.length < MOST_NICS;
  };
  const instance = oneOf(pick, instances.filter(suits));
  if (instance === undefined) return false;
  nic.instance = instance.id;
  await run.ok('vpc', 'AttachNetworkInterface', {
    NetworkInterfaceId: nic.id,
    InstanceId: instance.id,
  });
  return true;
};

export const detach: PacketCommand['run'] = async (run, pick) => {
  const nic = oneOf(
    pick,
    run.world.nics.filter((each) => !each.primary && each.instance),
  );
  if (nic === undefined) return false;
  await run.ok('vpc', 'DetachNetworkInterface', {
    NetworkInterfaceId: nic.id,
    InstanceId: nic.instance,
  });
  nic.instance = undefined;
  return true;
};

export const assignIpv4: PacketCommand['run'] = async (run, pick) => {
  const nic = pick.pick(run.world.nics);
  const { blocks, vpc } = byId(run.world.subnets, nic.subnet);
  const free = (blocks[0]?.startsWith('10.0.1.') ? FREE.first : FREE.second).filter(
    (address) =>
      !run.world.nics.some((each) => vpcOf(run.world, each) === vpc && each.ipv4.includes(address)),
  );
  const address = oneOf(pick, free);
  if (address === undefined) return false;
  nic.ipv4.push(address);
  await run.ok('vpc', 'AssignPrivateIpAddresses', {
    NetworkInterfaceId: nic.id,
    PrivateIpAddress: [address],
  });
  return true;
};

export const unassignIpv4: PacketCommand['run'] = async (run, pick) => {
  const inUse = run.world.eips.flatMap(({ bound }) =>
    bound && 'nic' in bound ? [`${bound.nic} ${bound.address}`] : [],
  );
  const choices = run.world.nics.flatMap((nic) =>
    nic.ipv4
      .slice(1)
      .filter((address) => !inUse.includes(`${nic.id} ${address}`))
      .map((address) => ({ nic, address })),
  );
  const choice = oneOf(pick, choices);
  if (choice === undefined) return false;
  const { nic, address } = choice;
  nic.ipv4 = nic.ipv4.filter((each) => each !== address);
  await run.ok('vpc', 'UnassignPrivateIpAddresses', {
    NetworkInterfaceId: nic.id,
    PrivateIpAddress: [address],
  });
  return true;
};

export const assignIpv6: PacketCommand['run'] = async (run, pick) => {
  const nic = oneOf(
    pick,
    run.world.nics.filter(({ ipv6 }) => ipv6.length < 2),
  );
  if (nic === undefined) return false;
  await run.ok('vpc', 'AssignIpv6Addresses', { NetworkInterfaceId: nic.id, Ipv6AddressCount: 1 });
  const { IPv6Sets } = await run.look('vpc', 'DescribeNetworkInterfaceAttributes', {
    NetworkInterfaceId: nic.id,
  });
  nic.ipv6 = IPv6Sets;
  return true;
};

export const unassignIpv6: PacketCommand['run'] = async (run, pick) => {
  const paid = run.world.bandwidths.map(({ address }) => address);
  const choices = run.world.nics.flatMap((nic) =>
    nic.ipv6.filter((each) => !paid.includes(each)).map((address) => ({ nic, address })),
  );
  const choice = oneOf(pick, choices);
  if (choice === undefined) return false;
  const { nic, address } = choice;
  nic.ipv6 = nic.ipv6.filter((each) => each !== address);
  await run.ok('vpc', 'UnassignIpv6Addresses', {
    NetworkInterfaceId: nic.id,
    Ipv6Address: [address],
  });
  return true;
};

export const stopOrStart: PacketCommand['run'] = async (run, pick) => {
  const instance = oneOf(pick, run.world.instances);
  if (instance === undefined) return false;
  const action = instance.running ? 'StopInstances' : 'StartInstances';
  await run.ok('ecs', action, { InstanceIds: [instance.id] });
  instance.running = !instance.running;
  return true;
};
