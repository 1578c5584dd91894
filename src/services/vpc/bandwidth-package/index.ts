import type { Resource } from '#core/service.ts';
import { addBandwidthPackageIp } from './add-ip.ts';
import { createBandwidthPackage } from './create.ts';
import { deleteBandwidthPackage } from './delete.ts';
import { describeBandwidthPackages } from './describe.ts';
import { describe95Traffic } from './describe-95-traffic.ts';
import {
  cancelBandwidthPackageEipBandwidth,
  modifyBandwidthPackageEipBandwidth,
} from './eip-bandwidth.ts';
import { modifyBandwidthPackageAttributes } from './modify-attributes.ts';
import { modifyBandwidthPackageSpec } from './modify-spec.ts';
import { removeBandwidthPackageIp } from './remove-ip.ts';

/** The actions of bandwidth packages. */
export const bandwidthPackageResource: Resource = {
  actions: [
    addBandwidthPackageIp,
    cancelBandwidthPackageEipBandwidth,
    createBandwidthPackage,
    deleteBandwidthPackage,
    describe95Traffic,
    describeBandwidthPackages,
    modifyBandwidthPackageAttributes,
    modifyBandwidthPackageEipBandwidth,
    modifyBandwidthPackageSpec,
    removeBandwidthPackageIp,
  ],
};
