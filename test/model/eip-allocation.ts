import { aBought, boughtInput, joinRefusal } from './bandwidth-packages.ts';
import { type Bought, type Eip, type Model, newEip } from './state.ts';
import { aBandwidthPackage, anEip, elseNone, type Plan } from './step.ts';
import { type Account, QUOTAS } from './world.ts';

export const allocateEip: Plan = (model, pick) => {
  const { account } = pick;
  const bought = aBought(pick, [1, 2]);
  const named = pick.once(3)
    ? aBandwidthPackage(model, pick, (each) => joinRefusal(bought, each) === '')
    : undefined;
  const withProtector = !pick.once(4);
  return {
    service: 'vpc',
    action: 'AllocateEipAddress',
    input: {
      ...boughtInput(bought),
      ...(withProtector && { SecurityProtectionInstanceId: 1 }),
      ...(named && { BandwidthPackageId: named.id }),
    },
    code:
      protectionRefusal(bought, withProtector) ||
      (named ? joinRefusal(bought, named.own) : '') ||
      quotaRefusal(model, account),
    done({ AllocationId, EipAddress }) {
      const eip = newEip(AllocationId, account, EipAddress, bought);
      eip.bandwidthPackage = named?.own;
      model.eips.set(eip.id, eip);
    },
  };
};

/** An EIP is protected where it is billed by use and of several lines. */
function protectionRefusal(bought: Bought, withProtector: boolean): string {
  if (!bought.isProtected) return '';
  if (bought.billingType === 1 || bought.isp !== 'BGP') {
    return 'InvalidSecurityProtectionTypes.Malformed';
  }
  return withProtector ? '' : 'MissingParameter';
}

export const quotaRefusal = (model: Model, account: Account): string =>
  model.used(account, 'Eips') < QUOTAS.Eips ? '' : 'QuotaExceeded.Eip';

export const releaseEip: Plan = (model, pick) => {
  const refused = pick.once(4);
  const suits = (each: Eip) => (releaseRefusal(each) !== '') === refused;
  const suiting = anEip(model, pick, suits);
  const named = refused ? elseNone(suiting, suits, 'eip-none') : suiting;
  const eip = named.own;
  return {
    service: 'vpc',
    action: 'ReleaseEipAddress',
    input: { AllocationId: named.id },
    code: releaseRefusal(eip),
    done() {
      if (eip === undefined) return;
      model.begin(eip, 'Deleting', 'eip.release', () => {
        model.forget(model.eips, eip.id);
      });
    },
  };
};

function releaseRefusal(eip: Eip | undefined): string {
  if (eip === undefined) return 'InvalidEip.NotFound';
  if (eip.status === 'Attached') return 'InvalidEip.InUse';
  if (eip.status !== 'Available') return 'InvalidEip.InvalidStatus';
  if (eip.bandwidthPackage) return 'InvalidEip.InUse';
  return eip.billingType === 1 ? 'InvalidBillingType.Malformed' : '';
}
