import type { BandwidthPackage, Bought, Eip, Model } from './state.ts';
import { aBandwidthPackage, anEip, anyOne, owns, type Picker, type Plan } from './step.ts';
import { type Account, QUOTAS } from './world.ts';

export const SUBSCRIPTION = 1;
const ISPS = ['BGP', 'ChinaMobile'];
const PROTECTION = ['AntiDDoS_Enhanced'];

/** Ways to buy an EIP or a package: most often one that agrees with most others. */
export function aBought(pick: Picker, billingTypes: readonly number[]): Bought {
  return {
    billingType: pick.once(4) ? (pick.one(billingTypes) ?? 3) : 3,
    isp: pick.once(5) ? (pick.one(ISPS) ?? 'BGP') : 'BGP',
    isProtected: pick.once(8),
  };
}

export const boughtInput = ({ billingType, isp, isProtected }: Bought) => ({
  BillingType: billingType,
  ISP: isp,
  ...(isProtected && { SecurityProtectionTypes: PROTECTION }),
});

const hasSettled = ({ status }: BandwidthPackage): boolean => status === 'Available';

function packageRefusal(found: BandwidthPackage | undefined): string {
  if (found === undefined) return 'InvalidBandwidthPackage.NotFound';
  return hasSettled(found) ? '' : 'InvalidBandwidthPackage.InvalidStatus';
}

/** Why an EIP that is bought like this cannot be in a package. */
export function joinRefusal(joining: Bought, found: BandwidthPackage | undefined): string {
  const refusal = packageRefusal(found);
  if (found === undefined || refusal) return refusal;
  if (joining.billingType === SUBSCRIPTION) return 'InvalidBillingType.Malformed';
  if (found.protocol === 'IPv6') return 'InvalidBandwidthPackage.ProtocolMismatch';
  if (found.isp !== joining.isp) return 'InvalidBandwidthPackage.ISPMismatch';
  return found.isProtected === joining.isProtected
    ? ''
    : 'InvalidBandwidthPackage.SecurityProtectionMismatch';
}

const isSettledEip = ({ status }: Eip): boolean => status === 'Available' || status === 'Attached';

function settledRefusal(eip: Eip | undefined): string {
  if (eip === undefined) return 'InvalidEip.NotFound';
  return isSettledEip(eip) ? '' : 'InvalidEip.InvalidStatus';
}

/** How much bandwidth a package is to have; the last of them nobody gets. */
const aBandwidth = (pick: Picker): number =>
  (pick.once(5) ? pick.one([1, 4, 5001]) : pick.one([5, 50])) ?? 50;

const bandwidthRefusal = (bandwidth: number, billingType: number): string => {
  const least = billingType === SUBSCRIPTION ? 5 : 2;
  return bandwidth < least || bandwidth > 5000 ? 'InvalidBandwidth.Malformed' : '';
};

/** By bandwidth, or by the 95th percentile. */
const billsDualStack = (billingType: number): boolean => [2, 4].includes(billingType);

export const createBandwidthPackage: Plan = (model, pick) => {
  const { account } = pick;
  const bought = aBought(pick, [SUBSCRIPTION, 2, 2, 4]);
  const protocol = (pick.once(3) ? pick.one(['IPv6', 'Dual-stack']) : 'IPv4') ?? 'IPv4';
  const bandwidth = aBandwidth(pick);
  const months = pick.once(8) ? 10 : 1;
  return {
    service: 'vpc',
    action: 'CreateBandwidthPackage',
    input: { ...boughtInput(bought), Protocol: protocol, Bandwidth: bandwidth, Period: months },
    code: createRefusal(model, account, { ...bought, protocol, bandwidth, months }),
    done({ BandwidthPackageId: id }) {
      const living = { id, account, status: '', turn: 0 };
      const made: BandwidthPackage = { ...living, ...bought, protocol, bandwidth };
      model.bandwidthPackages.set(id, made);
      model.begin(made, 'Creating', 'bandwidth-package.create', () => {
        made.status = 'Available';
      });
    },
  };
};

function createRefusal(
  model: Model,
  account: Account,
  {
    billingType,
    protocol,
    bandwidth,
    months,
  }: Bought & { protocol: string; bandwidth: number; months: number },
): string {
  const refusal = bandwidthRefusal(bandwidth, billingType);
  if (refusal) return refusal;
  if (protocol === 'Dual-stack' && !billsDualStack(billingType)) {
    return 'InvalidDualStackBillingType.Malformed';
  }
  if (protocol === 'IPv6' && billingType !== 2) return 'InvalidBillingType.Malformed';
  // Ten months are not sold; what is billed by use has no period.
  if (billingType === SUBSCRIPTION && months === 10) return 'InvalidPeriod.Malformed';
  const full = model.used(account, 'BandwidthPackages') >= QUOTAS.BandwidthPackages;
  return full ? 'QuotaExceeded.BandwidthPackage' : '';
}

export const modifyBandwidthPackage: Plan = (model, pick) => {
  const named = aBandwidthPackage(model, pick, hasSettled);
  const found = named.own;
  const dualStack = pick.one([undefined, true, false]);
  return {
    service: 'vpc',
    action: 'ModifyBandwidthPackageAttributes',
    input: {
      BandwidthPackageId: named.id,
      BandwidthPackageName: 'renamed',
      ...(dualStack !== undefined && { EnableDualStack: dualStack }),
    },
    code:
      packageRefusal(found) ||
      (found && dualStack && !billsDualStack(found.billingType)
        ? 'InvalidDualStackBillingType.Malformed'
        : ''),
    done() {
      if (found === undefined) return;
      if (dualStack) found.protocol = 'Dual-stack';
      // No public bandwidth of an IPv6 address is in it, which would keep it as it is.
      if (dualStack === false && found.protocol === 'Dual-stack') found.protocol = 'IPv4';
    },
  };
};

export const modifyBandwidthPackageSpec: Plan = (model, pick) => {
  const settled = !pick.once(6);
  const named = aBandwidthPackage(model, pick, (each) => hasSettled(each) === settled);
  const found = named.own;
  const bandwidth = aBandwidth(pick);
  return {
    service: 'vpc',
    action: 'ModifyBandwidthPackageSpec',
    input: { BandwidthPackageId: named.id, Bandwidth: bandwidth },
    code: packageRefusal(found) || (found ? bandwidthRefusal(bandwidth, found.billingType) : ''),
    done() {
      if (found) found.bandwidth = bandwidth;
    },
  };
};

export const addBandwidthPackageIp: Plan = (model, pick) => {
  const free = (each: Eip) => isSettledEip(each) && each.bandwidthPackage === undefined;
  const eip = anEip(model, pick, pick.once(6) ? anyOne : free);
  const suits = (each: BandwidthPackage) => !!eip.found && joinRefusal(eip.found, each) === '';
  const named = aBandwidthPackage(model, pick, pick.once(4) ? hasSettled : suits);
  const joining = eip.own;
  return {
    service: 'vpc',
    action: 'AddBandwidthPackageIp',
    input: { BandwidthPackageId: named.id, AllocationId: eip.id },
    code:
      settledRefusal(joining) ||
      (joining?.bandwidthPackage ? 'InvalidEip.InUse' : '') ||
      (joining ? joinRefusal(joining, named.own) : ''),
    done() {
      if (joining) joining.bandwidthPackage = named.own;
    },
  };
};

export const removeBandwidthPackageIp: Plan = (model, pick) => {
  const eip = anEip(model, pick, (each) => each.bandwidthPackage !== undefined);
  const its = (each: BandwidthPackage) => each === eip.found?.bandwidthPackage;
  const named = aBandwidthPackage(model, pick, its);
  const leaving = eip.own;
  return {
    service: 'vpc',
    action: 'RemoveBandwidthPackageIp',
    input: { BandwidthPackageId: named.id, AllocationId: eip.id },
    code:
      packageRefusal(named.own) ||
      settledRefusal(leaving) ||
      (leaving?.bandwidthPackage === named.own ? '' : 'InvalidEip.Malformed'),
    done() {
      if (leaving) leaving.bandwidthPackage = undefined;
    },
  };
};

export const deleteBandwidthPackage: Plan = (model, pick) => {
  const suits = (each: BandwidthPackage) => deleteRefusal(model, each) === '';
  const named = aBandwidthPackage(model, pick, pick.once(3) ? anyOne : suits);
  const found = named.own;
  return {
    service: 'vpc',
    action: 'DeleteBandwidthPackage',
    input: { BandwidthPackageId: named.id },
    code: deleteRefusal(model, found),
    done() {
      if (found === undefined) return;
      model.begin(found, 'Deleting', 'bandwidth-package.delete', () => {
        model.forget(model.bandwidthPackages, found.id);
      });
    },
  };
};

function deleteRefusal(model: Model, found: BandwidthPackage | undefined): string {
  const refusal = packageRefusal(found);
  if (found === undefined || refusal) return refusal;
  if (found.billingType === SUBSCRIPTION) return 'Forbidden';
  return model.eipsIn(found).length > 0 ? 'InvalidBandwidthPackage.InUse' : '';
}

export const hasBandwidthPackage = (model: Model, account: Account): boolean =>
  owns(model.bandwidthPackages, account);

export const hasEipInPackage = (model: Model, account: Account): boolean =>
  owns(model.eips, account, ({ bandwidthPackage }) => bandwidthPackage !== undefined);
