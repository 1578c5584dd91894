import type { WorldRun } from '../run.ts';
import { byId, type HaVip, type Nic } from '../world.ts';
import { oneOf, type PacketCommand } from './command.ts';

/** The NICs that are members of a floating address, and in an instance. */
export const membersOf = (run: WorldRun, vip: HaVip): Nic[] =>
  vip.members.flatMap((member) =>
    run.world.nics.filter(
      (nic) =>
        nic.instance !== undefined &&
        ('nic' in member ? nic.id === member.nic : nic.primary && nic.instance === member.instance),
    ),
  );

export const joinHaVip: PacketCommand['run'] = async (run, pick) => {
  const vip = oneOf(pick, run.world.haVips);
  if (vip === undefined) return false;
  const [member] = vip.members;
  const byInstance = member === undefined ? pick.chance(0.5) : 'instance' in member;
  const nic = oneOf(
    pick,
    run.world.nics.filter(
      (each) =>
        each.subnet === vip.subnet &&
        !(byInstance
          ? membersOf(run, vip).includes(each)
          : vip.members.some((m) => 'nic' in m && m.nic === each.id)) &&
        (!byInstance || each.primary),
    ),
  );
  const id = byInstance ? nic?.instance : nic?.id;
  if (nic === undefined || id === undefined) return false;
  await run.ok('vpc', 'AssociateHaVip', {
    HaVipId: vip.id,
    InstanceId: id,
    InstanceType: byInstance ? 'EcsInstance' : 'NetworkInterface',
  });
  vip.members.push(byInstance ? { instance: id } : { nic: id });
  return true;
};

export const leaveHaVip: PacketCommand['run'] = async (run, pick) => {
  const vip = oneOf(pick, run.world.haVips);
  const member = vip && oneOf(pick, vip.members);
  if (vip === undefined || member === undefined) return false;
  await run.ok('vpc', 'DisassociateHaVip', {
    HaVipId: vip.id,
    InstanceId: 'nic' in member ? member.nic : member.instance,
  });
  vip.members = vip.members.filter((each) => each !== member);
  return true;
};

export const announce: PacketCommand['run'] = async (run, pick) => {
  const vip = oneOf(pick, run.world.haVips);
  const nic =
    vip &&
    oneOf(
      pick,
      membersOf(run, vip).filter(
        ({ instance = '' }) => byId(run.world.instances, instance).running,
      ),
    );
  if (vip === undefined || nic === undefined) return false;
  run.story.push(`${nic.id} announces ${vip.address}`);
  await run.announce(vip.id, nic.id);
  vip.holder = nic.id;
  return true;
};
