import type { ListView } from './nat-views.ts';
import type { BandwidthPackage, Model } from './state.ts';
import type { Result } from './step.ts';

export function bandwidthPackagesOf(model: Model): ListView[] {
  return [
    {
      service: 'vpc',
      action: 'DescribeBandwidthPackages',
      field: 'BandwidthPackages',
      seen: packageSeen,
      meant: (account) =>
        [...model.bandwidthPackages.values()]
          .filter((each) => each.account === account)
          .map((each) => packageMeant(model, each)),
    },
  ];
}

function packageSeen(view: Result) {
  return {
    id: view.BandwidthPackageId,
    status: view.Status,
    protocol: view.Protocol,
    bandwidth: view.Bandwidth,
    billingType: view.BillingType,
    isp: view.ISP,
    isProtected: view.SecurityProtectionTypes.length > 0,
    eips: view.EipAddresses.map((each: Result) => `${each.AllocationId} ${each.EipAddress}`).sort(),
  };
}

function packageMeant(model: Model, each: BandwidthPackage): ReturnType<typeof packageSeen> {
  const { id, status, protocol, bandwidth, billingType, isp, isProtected } = each;
  const eips = model
    .eipsIn(each)
    .map((eip) => `${eip.id} ${eip.ip}`)
    .sort();
  return { id, status, protocol, bandwidth, billingType, isp, isProtected, eips };
}
