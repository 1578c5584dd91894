import * as z from 'zod';
import { id, integer, list, text } from '#core/parameters.ts';
import { vpcsOfInterfaces } from '#services/vpc/network-interface/counts.ts';
import { ipv6Text } from '#services/vpc/subnet/range.ts';
import { type Tag, tagFilters } from '#services/vpc/tag/parameters.ts';
import { bearersOf, singleValued, tagged } from '#services/vpc/tag/rows.ts';
import { type Owner, ownAmong, ownRows } from '#store/owned.ts';
import type { Db } from '#store/schema.ts';
import type { World } from '#world/world.ts';
import { MOST_GROUPS } from '../deployment-set/parameters.ts';
import { instancesInSets } from '../deployment-set/rows.ts';

const ids = () => list(id(), 100);
const addresses = () => list(text(64), 100);

/** Conditions of DescribeInstances; they are ANDed. */
export const instanceFilters = () =>
  z.object({
    InstanceIds: ids().optional(),
    InstanceName: text(128).optional(),
    ZoneId: id().optional(),
    VpcId: id().optional(),
    Status: z
      .enum([
        'CREATING',
        'RUNNING',
        'STOPPING',
        'STOPPED',
        'REBOOTING',
        'STARTING',
        'REBUILDING',
        'RESIZING',
        'ERROR',
        'DELETING',
      ])
      .optional(),
    PrimaryIpAddress: text(64).optional(),
    EipAddresses: addresses().optional(),
    Ipv6Addresses: addresses().optional(),
    InstanceTypeIds: ids().optional(),
    /** The older name. */
    InstanceTypes: ids().optional(),
    InstanceTypeFamilies: ids().optional(),
    InstanceChargeType: z.enum(['PostPaid', 'PrePaid']).optional(),
    KeyPairName: text(128).optional(),
    ScheduledInstanceId: id().optional(),
    ProjectName: text(64).optional(),
    TagFilters: tagFilters().optional(),
    HpcClusterId: id().optional(),
    DeploymentSetIds: ids().optional(),
    DeploymentSetGroupNumbers: list(integer(1, MOST_GROUPS), MOST_GROUPS).optional(),
    DedicatedHostId: id().optional(),
    DedicatedHostClusterId: id().optional(),
    AffinityGroupIds: ids().optional(),
  });

type Filters = z.infer<ReturnType<typeof instanceFilters>>;

/**
 * Finds the caller's instances that meet every condition, and the column that gives their order.
 */
export function findInstances(owner: Owner, world: World, input: Filters) {
  const narrow = input.InstanceIds ?? input.PrimaryIpAddress ?? input.Ipv6Addresses;
  const single = narrow === undefined ? singleValued(input.TagFilters) : undefined;
  return {
    order: single ? 'bearer.resource_id' : 'instance.id',
    rows: (db: Db) => matching(db, owner, world, input, single),
  };
}

function matching(db: Db, owner: Owner, world: World, input: Filters, single: Tag | undefined) {
  const values = {
    zone_id: input.ZoneId,
    vpc_id: input.VpcId,
    status: input.Status,
    instance_charge_type: input.InstanceChargeType,
    key_pair_name: input.KeyPairName,
    scheduled_instance_id: input.ScheduledInstanceId,
    project_name: input.ProjectName,
    hpc_cluster_id: input.HpcClusterId,
  };
  let select = single
    ? ownAmong(bearersOf(db, owner, 'instance', 'instance', single), 'instance', owner, values)
    : ownRows(db, 'instance', owner, values, input.InstanceIds);
  const name = input.InstanceName;
  if (name !== undefined) {
    // A name contains the text if removing the text changes the name. LIKE would take _ for any
    // letter.
    select = select.where((where) =>
      where(
        where.fn('replace', ['instance.name', where.val(name), where.val('')]),
        '!=',
        where.ref('instance.name'),
      ),
    );
  }
  const types = wantedTypes(world, input);
  if (types && types.length > 0) select = select.where('instance.instance_type_id', 'in', types);
  const private4 = input.PrimaryIpAddress;
  if (private4 !== undefined)
    select = select.where('instance.id', 'in', holders(db, owner, 4, [private4]));
  if (input.Ipv6Addresses) {
    const private6 = input.Ipv6Addresses.map((address) => ipv6Text(address) ?? address);
    select = select.where('instance.id', 'in', holders(db, owner, 6, private6));
  }
  if (input.EipAddresses) {
    const wanted = input.EipAddresses;
    select = select.where('instance.id', 'in', (within) =>
      within
        .selectFrom('eip')
        .innerJoin('network_interface', 'network_interface.id', 'eip.network_interface_id')
        .select('network_interface.instance_id')
        .where('eip.region', '=', owner.region)
        .where('eip.ip_address', 'in', wanted),
    );
  }
  if (input.TagFilters) {
    const filters = input.TagFilters;
    select = select.where((where) => tagged(where, 'instance.id', filters));
  }
  const { DeploymentSetIds: sets, DeploymentSetGroupNumbers: groups } = input;
  if (sets ?? groups) {
    select = select.where('instance.id', 'in', instancesInSets(db, owner, sets, groups));
  }
  if (types?.length === 0 || asksForWhatNoneHas(input))
    select = select.where((where) => where.lit(false));
  return select;
}

/** The types that meet both filters; undefined when neither is given. */
function wantedTypes(world: World, input: Filters): string[] | undefined {
  const ids = input.InstanceTypeIds ?? input.InstanceTypes;
  const families = input.InstanceTypeFamilies;
  if (families === undefined) return ids;
  const ofFamilies = world.instanceTypes
    .filter(({ family }) => families.includes(family))
    .map((type) => type.id);
  return ids === undefined ? ofFamilies : ids.filter((type) => ofFamilies.includes(type));
}

/** The instances with an interface that holds one of the addresses. */
function holders(db: Db, owner: Owner, family: 4 | 6, wanted: readonly string[]) {
  return db
    .selectFrom('address')
    .innerJoin('network_interface', 'network_interface.id', 'address.network_interface_id')
    .select('network_interface.instance_id')
    .where('address.vpc_id', 'in', vpcsOfInterfaces(db, owner))
    .where('address.address', 'in', wanted)
    .where('address.family', '=', family);
}

/** Whether a filter asks for a dedicated host or an affinity group: there are none here. */
function asksForWhatNoneHas(input: Filters): boolean {
  return [input.DedicatedHostId, input.DedicatedHostClusterId, input.AffinityGroupIds].some(
    (asked) => asked !== undefined,
  );
}
