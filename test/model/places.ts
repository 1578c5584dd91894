import type { Group, Model, Subnet } from './state.ts';
import { aGroup, anyOne, aSubnet, type Plan } from './step.ts';

export const deleteSubnet: Plan = (model, pick) => {
  const named = aSubnet(model, pick, anyOne);
  const subnet = named.own;
  return {
    service: 'vpc',
    action: 'DeleteSubnet',
    input: { SubnetId: named.id },
    code: subnetRefusal(model, subnet),
    done() {
      if (subnet === undefined) return;
      model.begin(subnet, 'Pending', 'subnet.delete', () => {
        model.forget(model.subnets, subnet.id);
      });
    },
  };
};

function subnetRefusal(model: Model, subnet: Subnet | undefined): string {
  if (subnet === undefined) return 'InvalidSubnet.NotFound';
  if (subnet.status !== 'Available') return 'InvalidSubnet.InvalidStatus';
  const about = [...model.snatEntries.values()].some(({ subnetId }) => subnetId === subnet.id);
  return about || model.ofSubnet(subnet).length > 0 ? 'InvalidSubnet.InUse' : '';
}

export const deleteGroup: Plan = (model, pick) => {
  const refused = pick.once(4);
  const named = aGroup(model, pick, (each) => (groupRefusal(model, each) !== '') === refused);
  const group = named.own;
  return {
    service: 'vpc',
    action: 'DeleteSecurityGroup',
    input: { SecurityGroupId: named.id },
    code: groupRefusal(model, group),
    done() {
      if (group === undefined) return;
      model.forget(model.groups, group.id);
    },
  };
};

function groupRefusal(model: Model, group: Group | undefined): string {
  if (group === undefined) return 'InvalidSecurityGroupId.NotFound';
  if (group.type === 'default') return 'Forbidden';
  const used = [...model.enis.values()].some(({ groups }) => groups.includes(group.id));
  return used ? 'InvalidSecurityGroup.InUse' : '';
}
