import {
  given,
  howMany,
  ipv4Refusal,
  ipv6Refusal,
  isSteady,
  type ModelAddresses,
  NOTHING,
  nameIpv4,
  nameIpv6,
} from './addresses.ts';
import {
  type Eni,
  freeEni,
  type Instance,
  limitsOf,
  type Model,
  newEni,
  type Subnet,
} from './state.ts';
import {
  aGroup,
  anEni,
  anInstance,
  anyOne,
  aSubnet,
  type Named,
  type Picker,
  type Plan,
} from './step.ts';
import { type Account, QUOTAS } from './world.ts';

/** The groups of a new interface, most often of its VPC. */
export function someGroups(model: Model, pick: Picker, vpcId: string | undefined): string[] {
  const count = 1 + pick.below(pick.once(6) ? 3 : 2);
  const ids = Array.from(
    { length: count },
    () => aGroup(model, pick, (group) => group.vpcId === vpcId).id,
  );
  return [...new Set(ids)];
}

/** Why an interface of the VPC cannot be in these groups. */
export function groupsRefusal(
  model: Model,
  account: Account,
  ids: readonly string[],
  vpcId: string,
): string {
  if (ids.length > QUOTAS.SecurityGroupsPerInterface) return 'QuotaExceeded.EniSecurityGroup';
  const groups = ids.map((id) => model.groups.get(id));
  if (groups.some((group) => group?.account !== account)) return 'InvalidSecurityGroupId.NotFound';
  const same = groups.every((group) => group?.vpcId === vpcId);
  return same ? '' : 'InvalidSecurityGroup.VpcMismatch';
}

/** The addresses of a new interface. */
export interface Addresses {
  readonly primary: string | undefined;
  readonly secondaries: ModelAddresses;
  readonly ipv6: ModelAddresses;
}

/** Why a subnet cannot give them. The primary one is no named secondary, if it is automatic. */
export function addressesRefusal(
  model: Model,
  subnet: Subnet,
  { primary, secondaries, ipv6 }: Addresses,
): string {
  const automatic = primary === undefined && subnet.cidr !== '';
  const first: ModelAddresses = {
    named: primary === undefined ? [] : [primary],
    count: automatic ? 1 : 0,
  };
  return (
    ipv4Refusal(model, subnet, first, { claimedElsewhere: automatic ? secondaries.named : [] }) ||
    ipv4Refusal(model, subnet, secondaries, {
      claimedElsewhere: first.named,
      taken: automatic ? 1 : 0,
    }) ||
    ipv6Refusal(model, subnet, ipv6)
  );
}

/** The addresses that the interface then holds. */
export function hold(eni: Eni, { primary, secondaries, ipv6 }: Addresses): Eni {
  const [automatic = ''] = eni.ipv4;
  const first = primary ?? automatic;
  eni.ipv4 = first === '' ? [] : [first, ...given(secondaries)];
  if (howMany(ipv6) > 0) eni.ipv6 = given(ipv6);
  return eni;
}

export const createInterface: Plan = (model, pick) => {
  const { account } = pick;
  const place = aSubnet(model, pick, anyOne);
  const subnet = place.own;
  const groups = someGroups(model, pick, place.found?.vpcId);
  const addresses: Addresses = {
    primary: pick.once(4) ? nameIpv4(model, place.found, pick) : undefined,
    secondaries: pick.once(3) ? wantedIpv4(model, place, pick) : NOTHING,
    ipv6: pick.once(3) ? wantedIpv6(place, pick) : NOTHING,
  };
  const { primary, secondaries, ipv6 } = addresses;
  return {
    service: 'vpc',
    action: 'CreateNetworkInterface',
    input: {
      SubnetId: place.id,
      SecurityGroupIds: groups,
      ...(primary === undefined ? {} : { PrimaryIpAddress: primary }),
      ...(secondaries.named.length > 0 ? { PrivateIpAddress: secondaries.named } : {}),
      ...(secondaries.count > 0 ? { SecondaryPrivateIpAddressCount: secondaries.count } : {}),
      ...(ipv6.named.length > 0 ? { Ipv6Address: ipv6.named } : {}),
      ...(ipv6.count > 0 ? { Ipv6AddressCount: ipv6.count } : {}),
    },
    code: createRefusal(model, account, subnet, groups, addresses),
    done({ NetworkInterfaceId }) {
      if (subnet === undefined) return;
      const eni = hold(newEni(NetworkInterfaceId, account, subnet, groups), addresses);
      model.enis.set(eni.id, eni);
      model.begin(eni, 'Creating', 'network-interface.create', () => {
        eni.status = 'Available';
      });
    },
  };
};

function wantedIpv4(model: Model, { found }: Named<Subnet>, pick: Picker): ModelAddresses {
  if (pick.once(2)) return { named: [], count: 1 + pick.below(4) };
  const named = Array.from({ length: 1 + pick.below(2) }, () => nameIpv4(model, found, pick));
  return { named, count: 0 };
}

function wantedIpv6({ found }: Named<Subnet>, pick: Picker): ModelAddresses {
  if (pick.once(2)) return { named: [], count: 1 + pick.below(4) };
  return { named: [nameIpv6(found, pick)], count: 0 };
}

function createRefusal(
  model: Model,
  account: Account,
  subnet: Subnet | undefined,
  groups: readonly string[],
  addresses: Addresses,
): string {
  if (howMany(addresses.secondaries) > QUOTAS.SecondaryIpv4PerDetachedInterface) {
    return 'LimitExceeded.PrivateIpsPerEni';
  }
  if (howMany(addresses.ipv6) > QUOTAS.Ipv6PerDetachedInterface) {
    return 'LimitExceeded.Ipv6AddressesPerEni';
  }
  if (subnet === undefined) return 'InvalidSubnet.NotFound';
  if (subnet.status !== 'Available') return 'InvalidSubnet.InvalidStatus';
  return (
    groupsRefusal(model, account, groups, subnet.vpcId) ||
    (model.used(account, 'NetworkInterfaces') < QUOTAS.NetworkInterfaces
      ? ''
      : 'QuotaExceeded.Eni') ||
    addressesRefusal(model, subnet, addresses)
  );
}

const isAttachable = (eni: Eni): boolean => eni.status === 'Available' && !eni.managed;

function isFull(model: Model, instance: Instance): boolean {
  return model.ofInstance(instance).length === limitsOf(instance)?.interfaces;
}

/** Whether an instance has a place that the interface fits into. */
function hasPlaceFor(model: Model, instance: Instance, eni: Eni): boolean {
  const { interfaces, addresses } = limitsOf(instance) ?? { interfaces: 0, addresses: 0 };
  return (
    model.ofInstance(instance).length < interfaces &&
    Math.max(eni.ipv4.length, eni.ipv6.length) <= addresses &&
    (instance.subnet.cidr !== '' || eni.ipv4.length === 0)
  );
}

const serves = (status: string): boolean => status === 'RUNNING' || status === 'STOPPED';

export const attachInterface: Plan = (model, pick) => {
  const { account } = pick;
  const eni = anEni(model, pick, isAttachable);
  const aim = pick.below(6);
  const instance = anInstance(
    model,
    pick,
    (each) =>
      serves(each.status) &&
      each.order === '' &&
      eni.found !== undefined &&
      each.subnet.vpcId === eni.found.subnet.vpcId &&
      each.subnet.zoneId === eni.found.subnet.zoneId &&
      (aim === 0 ? isFull(model, each) : hasPlaceFor(model, each, eni.found) === aim > 1),
  );
  const deleteOnTermination = pick.once(3);
  return {
    service: 'vpc',
    action: 'AttachNetworkInterface',
    input: {
      NetworkInterfaceId: eni.id,
      InstanceId: instance.id,
      ...(deleteOnTermination ? { DeleteOnTermination: true } : {}),
    },
    code: attachRefusal(model, account, eni.own, instance.found),
    done() {
      const attached = eni.found;
      if (attached === undefined) return;
      attached.instance = instance.found;
      attached.deleteOnTermination = deleteOnTermination;
      model.begin(attached, 'Attaching', 'network-interface.attach', () => {
        attached.status = 'InUse';
      });
    },
  };
};

/** The table of the reference page, in the order in which Tenon checks it. */
function attachRefusal(
  model: Model,
  account: Account,
  eni: Eni | undefined,
  instance: Instance | undefined,
): string {
  if (eni === undefined) return 'InvalidEniId.NotFound';
  if (eni.managed) return 'Forbidden';
  if (instance === undefined) return 'InvalidInstance.NotFound';
  if (instance.order !== '') return 'Forbidden';
  if (instance.account !== account) return 'InvalidEni.AccountMismatch';
  if (eni.status !== 'Available') return 'InvalidEni.InvalidStatus';
  if (!serves(instance.status)) return 'InvalidInstance.InvalidStatus';
  const limits = limitsOf(instance);
  if (limits === undefined || limits.interfaces < 2) return 'InvalidInstance.InvalidType';
  if (eni.subnet.vpcId !== instance.subnet.vpcId) return 'InvalidOperation.Conflict';
  if (eni.subnet.zoneId !== instance.subnet.zoneId) return 'InvalidEni.ZoneMismatch';
  if (instance.subnet.cidr === '' && eni.ipv4.length > 0) {
    return 'InvalidEni.IPv4ToIPv6OnlyInstance';
  }
  if (model.ofInstance(instance).length >= limits.interfaces) {
    return 'LimitExceeded.EnisPerInstance';
  }
  if (eni.ipv4.length > limits.addresses) return 'LimitExceeded.PrivateIpsPerEni';
  if (eni.ipv6.length > limits.addresses) return 'LimitExceeded.Ipv6AddressesPerEni';
  return model.moving(eni) ? 'InvalidEip.InvalidStatus' : '';
}

const isDetachable = (eni: Eni): boolean =>
  eni.type === 'secondary' && eni.status === 'InUse' && !eni.managed;

export const detachInterface: Plan = (model, pick) => {
  const named = anEni(model, pick, isDetachable);
  const eni = named.own;
  const instance = anInstance(model, pick, (each) => each === named.found?.instance);
  return {
    service: 'vpc',
    action: 'DetachNetworkInterface',
    input: { NetworkInterfaceId: named.id, InstanceId: instance.id },
    code: detachRefusal(model, eni, instance.id),
    done() {
      if (eni === undefined) return;
      model.begin(eni, 'Detaching', 'network-interface.detach', () => freeEni(eni));
    },
  };
};

function detachRefusal(model: Model, eni: Eni | undefined, instanceId: string): string {
  if (eni === undefined) return 'InvalidEniId.NotFound';
  if (eni.managed) return 'Forbidden';
  if (eni.instance?.id !== instanceId) return 'InvalidEni.InstanceMismatch';
  if (eni.type === 'primary') return 'InvalidEni.InvalidType';
  if (eni.status !== 'InUse') return 'InvalidEni.InvalidStatus';
  if (!serves(eni.instance.status)) return 'InvalidInstance.InvalidStatus';
  return model.moving(eni) ? 'InvalidEip.InvalidStatus' : '';
}

export const deleteInterface: Plan = (model, pick) => {
  const refused = pick.once(6);
  const named = anEni(model, pick, (each) => (deleteRefusal(each) !== '') === refused);
  const eni = named.own;
  return {
    service: 'vpc',
    action: 'DeleteNetworkInterface',
    input: { NetworkInterfaceId: named.id },
    code: deleteRefusal(eni),
    done() {
      if (eni === undefined) return;
      model.begin(eni, 'Deleting', 'network-interface.delete', () => model.removeEni(eni));
    },
  };
};

function deleteRefusal(eni: Eni | undefined): string {
  if (eni === undefined) return 'InvalidEniId.NotFound';
  if (eni.managed) return 'Forbidden';
  if (eni.instance && eni.instance.order !== '') return 'Forbidden';
  return eni.status === 'Available' ? '' : 'InvalidEni.InvalidStatus';
}

export const modifyInterface: Plan = (model, pick) => {
  const { account } = pick;
  const named = anEni(model, pick, isSteady);
  const eni = named.own;
  const groups = pick.once(2) ? someGroups(model, pick, named.found?.subnet.vpcId) : [];
  const deleteOnTermination = pick.one([undefined, true, false]);
  return {
    service: 'vpc',
    action: 'ModifyNetworkInterfaceAttributes',
    input: {
      NetworkInterfaceId: named.id,
      ...(groups.length > 0 ? { SecurityGroupIds: groups } : {}),
      ...(deleteOnTermination === undefined ? {} : { DeleteOnTermination: deleteOnTermination }),
    },
    code:
      modifyRefusal(eni, deleteOnTermination) ||
      (eni ? groupsRefusal(model, account, groups, eni.subnet.vpcId) : ''),
    done() {
      if (eni === undefined) return;
      if (groups.length > 0) eni.groups = groups;
      if (deleteOnTermination !== undefined) eni.deleteOnTermination = deleteOnTermination;
    },
  };
};

function modifyRefusal(eni: Eni | undefined, deleteOnTermination: boolean | undefined): string {
  if (eni === undefined) return 'InvalidEniId.NotFound';
  if (eni.managed) return 'Forbidden';
  if (!isSteady(eni)) return 'InvalidEni.InvalidStatus';
  if (deleteOnTermination === true && eni.status !== 'InUse') return 'InvalidEni.InvalidStatus';
  if (deleteOnTermination === false && eni.type === 'primary') return 'InvalidEni.InvalidType';
  return '';
}
