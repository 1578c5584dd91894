import { howMany, NOTHING, nameIpv4 } from './addresses.ts';
import { type Addresses, addressesRefusal, groupsRefusal, hold, someGroups } from './interfaces.ts';
import {
  type AskedVolume,
  askedVolumesRefusal,
  inputOfVolumes,
  launchVolumes,
  someVolumes,
} from './launched-volumes.ts';
import { become, type Eni, type Instance, type Model, newEni, type Subnet } from './state.ts';
import { anInstance, anyOne, aSubnet, type Picker, type Plan } from './step.ts';
import { type Account, IMAGE, QUOTAS, TYPES, WITHDRAWN, ZONE_A, ZONE_B } from './world.ts';

/** An interface that is made with an instance. */
interface Nic extends Addresses {
  readonly subnetId: string;
  readonly subnet: Subnet | undefined;
  readonly groups: readonly string[];
}

interface Launch {
  readonly zoneId: string;
  readonly type: string;
  readonly count: number;
  readonly nics: readonly Nic[];
  readonly volumes: readonly AskedVolume[];
}

export const runInstances: Plan = (model, pick) => {
  const { account } = pick;
  const count = pick.once(4) ? 2 : 1;
  // Addresses can be named for a single instance only.
  const names = count === 1 || pick.once(5);
  const first = aNic(model, pick, anyOne, true, names);
  const near = (each: Subnet) =>
    each.vpcId === first.subnet?.vpcId && each.zoneId === first.subnet?.zoneId;
  const more = Array.from({ length: pick.below(3) }, () => aNic(model, pick, near, false, names));
  const zoneId = pick.once(12) ? (pick.one([ZONE_A, ZONE_B]) ?? ZONE_A) : first.subnet?.zoneId;
  const fits = (id: string) => (TYPES[id]?.interfaces ?? 0) > more.length;
  const type = pick.fitting(Object.keys(TYPES), 5, fits);
  const launch: Launch = {
    zoneId: zoneId ?? ZONE_A,
    type: pick.once(25) ? WITHDRAWN : (type ?? ''),
    count,
    nics: [first, ...more],
    volumes: someVolumes(model, pick),
  };
  return {
    service: 'ecs',
    action: 'RunInstances',
    input: {
      ZoneId: launch.zoneId,
      ImageId: IMAGE,
      InstanceTypeId: launch.type,
      InstanceName: 'model',
      Count: launch.count,
      NetworkInterfaces: launch.nics.map(inputOf),
      ...inputOfVolumes(launch.volumes),
    },
    code: runRefusal(model, account, launch),
    async done({ InstanceIds }, look) {
      const seen = await look('ecs', 'DescribeInstances', { InstanceIds });
      for (const { InstanceId, NetworkInterfaces } of seen.Instances) {
        const ids = NetworkInterfaces.map(
          (each: { NetworkInterfaceId: string }) => each.NetworkInterfaceId,
        );
        begin(model, account, launch, InstanceId, ids);
      }
    },
  };
};

function aNic(
  model: Model,
  pick: Picker,
  suits: (subnet: Subnet) => boolean,
  isFirst: boolean,
  named: boolean,
): Nic {
  const place = aSubnet(model, pick, suits);
  const subnet = place.own;
  const ipv6 = isFirst && pick.once(4) ? 1 + pick.below(pick.once(4) ? 2 : 1) : 0;
  const names = named && isFirst && pick.once(4) ? [nameIpv4(model, subnet, pick)] : [];
  return {
    subnetId: place.id,
    subnet,
    groups: someGroups(model, pick, place.found?.vpcId),
    primary: named && pick.once(4) ? nameIpv4(model, subnet, pick) : undefined,
    secondaries: { named: names, count: 0 },
    ipv6: ipv6 === 0 ? NOTHING : { named: [], count: ipv6 },
  };
}

function inputOf({ subnetId, groups, primary, secondaries, ipv6 }: Nic): Record<string, unknown> {
  return {
    SubnetId: subnetId,
    SecurityGroupIds: groups,
    ...(primary === undefined ? {} : { PrimaryIpAddress: primary }),
    ...(secondaries.named.length > 0 ? { PrivateIpAddresses: secondaries.named } : {}),
    ...(ipv6.count > 0 ? { Ipv6AddressCount: ipv6.count } : {}),
  };
}

function runRefusal(
  model: Model,
  account: Account,
  { zoneId, type, count, nics, volumes }: Launch,
): string {
  const named = nics.some(({ primary, secondaries }) => primary ?? secondaries.named[0]);
  if (count > 1 && named) return 'InvalidArgument';
  const limits = TYPES[type];
  if (limits === undefined) return 'InvalidInstanceType.NotFound';
  const refusal = askedVolumesRefusal(volumes);
  if (refusal) return refusal;
  if (nics.length > limits.interfaces) return 'LimitExceeded.EnisPerInstance';
  const subnets = nics.flatMap(({ subnet }) => subnet ?? []);
  const [first] = subnets;
  if (first === undefined || subnets.length < nics.length) return 'InvalidSubnet.NotFound';
  if (subnets.some(({ status }) => status !== 'Available')) return 'InvalidSubnet.InvalidStatus';
  if (subnets.some((subnet) => subnet.zoneId !== zoneId)) return 'InvalidSubnet.ZoneMismatch';
  if (subnets.some(({ vpcId }) => vpcId !== first.vpcId)) return 'InvalidSubnet.VpcMismatch';
  const groups = GROUP_RULES.find((code) =>
    nics.some((nic) => groupsRefusal(model, account, nic.groups, first.vpcId) === code),
  );
  if (groups) return groups;
  const [primary] = nics;
  if (primary && primary.secondaries.named.length + 1 > limits.addresses) {
    return 'LimitExceeded.PrivateIpsPerEni';
  }
  if (primary && primary.ipv6.count > 1) return 'LimitExceeded.Ipv6AddressesPerEni';
  return roomRefusal(model, account, count, nics) || nicsRefusal(model, nics);
}

/** The order in which groups are judged, over all interfaces at once. */
const GROUP_RULES = [
  'QuotaExceeded.EniSecurityGroup',
  'InvalidSecurityGroupId.NotFound',
  'InvalidSecurityGroup.VpcMismatch',
];

function roomRefusal(model: Model, account: Account, count: number, nics: readonly Nic[]): string {
  const left = (quota: 'Instances' | 'NetworkInterfaces') =>
    QUOTAS[quota] - model.used(account, quota);
  if (left('Instances') < count) return 'QuotaExceeded.Instance';
  if (nics.length > 1 && left('NetworkInterfaces') < count * (nics.length - 1)) {
    return 'QuotaExceeded.Eni';
  }
  const needs = new Map<Subnet, number>();
  for (const { subnet, secondaries } of nics) {
    if (subnet === undefined || subnet.cidr === '') continue;
    needs.set(subnet, (needs.get(subnet) ?? 0) + 1 + howMany(secondaries));
  }
  const short = [...needs].some(([subnet, need]) => model.free(subnet) < count * need);
  return short ? 'InsufficientIpInSubnet' : '';
}

/** Addresses named for one interface count as taken for the next. */
function nicsRefusal(model: Model, nics: readonly Nic[]): string {
  const claimedElsewhere = new Map<Subnet, string[]>();
  for (const nic of nics) {
    if (nic.subnet === undefined) continue;
    const names = [nic.primary, ...nic.secondaries.named].filter((name) => name !== undefined);
    const before = claimedElsewhere.get(nic.subnet) ?? [];
    const refusal = addressesRefusal(model, nic.subnet, nic);
    if (refusal) return refusal;
    if (names.some((name) => before.includes(name))) return 'InvalidPrivateIp.InUse';
    claimedElsewhere.set(nic.subnet, [...before, ...names]);
  }
  return '';
}

function begin(
  model: Model,
  account: Account,
  { type, nics, volumes }: Launch,
  id: string,
  eniIds: readonly string[],
): void {
  const [first] = nics;
  if (first?.subnet === undefined) return;
  const instance: Instance = {
    id,
    account,
    status: '',
    turn: 0,
    type,
    subnet: first.subnet,
    order: '',
  };
  model.instances.set(id, instance);
  launchVolumes(model, instance, volumes);
  const enis: Eni[] = [];
  for (const [index, nic] of nics.entries()) {
    if (nic.subnet === undefined) continue;
    const eni = hold(newEni(eniIds[index] ?? '', account, nic.subnet, nic.groups), nic);
    Object.assign(eni, {
      type: index === 0 ? 'primary' : 'secondary',
      status: 'Attaching',
      instance,
      deleteOnTermination: true,
    });
    model.enis.set(eni.id, eni);
    enis.push(eni);
  }
  model.begin(instance, 'CREATING', 'instance.create', () => {
    instance.status = 'RUNNING';
    for (const eni of enis) if (eni.status === 'Attaching') eni.status = 'InUse';
  });
}

/**
 * An operation on one instance that may begin in some statuses only: in one case of six it names one
 * in another. Of those in such a status, one that is `best`, if there is any, comes most often.
 */
function operation(
  action: string,
  statuses: readonly string[],
  start: (model: Model, instance: Instance) => void,
  best: (model: Model, instance: Instance) => boolean = () => false,
): Plan {
  return (model, pick) => {
    const good = ({ status }: Instance) => statuses.includes(status);
    const all = [...model.instances.values()].filter((each) => each.account === pick.account);
    const picky = !pick.once(4) && all.some((each) => good(each) && best(model, each));
    const wanted = (each: Instance) => good(each) && (!picky || best(model, each));
    const named = anInstance(model, pick, pick.once(6) ? (each) => !good(each) : wanted);
    const instance = named.own;
    return {
      service: 'ecs',
      action,
      input: { InstanceId: named.id },
      code: operationRefusal(instance, statuses),
      done: () => instance && start(model, instance),
    };
  };
}

function operationRefusal(instance: Instance | undefined, statuses: readonly string[]): string {
  if (instance === undefined) return 'InvalidInstance.NotFound';
  return statuses.includes(instance.status) ? '' : 'InvalidInstanceStatus';
}

export const startInstance = operation('StartInstance', ['STOPPED'], (model, instance) =>
  model.begin(instance, 'STARTING', 'instance.start', () => {
    instance.status = 'RUNNING';
  }),
);

export const stopInstance = operation('StopInstance', ['RUNNING'], (model, instance) =>
  model.begin(instance, 'STOPPING', 'instance.stop', () => {
    instance.status = 'STOPPED';
  }),
);

const hasMovingVolume = (model: Model, instance: Instance): boolean =>
  model.volumesOn(instance).some(({ status }) => status !== 'attached');

/** The interfaces leave at once; one that was leaving before still leaves in its own time. */
export const deleteInstance = operation(
  'DeleteInstance',
  ['RUNNING', 'STOPPED'],
  (model, instance) => {
    for (const eni of model.ofInstance(instance)) {
      if (eni.status !== 'Detaching') become(eni, 'Detaching');
    }
    model.begin(instance, 'DELETING', 'instance.delete', () => model.removeInstance(instance));
  },
  hasMovingVolume,
);
