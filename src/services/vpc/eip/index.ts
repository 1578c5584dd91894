import type { Resource } from '#core/service.ts';
import { allocateEipAddress } from './allocate.ts';
import { associateEipAddress } from './associate.ts';
import { convertEipAddressBillingType } from './convert-billing-type.ts';
import { describeEipAddresses } from './describe.ts';
import { describeEipAddressAttributes } from './describe-attributes.ts';
import { describeEipAddressHighResolutionMonitorAttribute } from './describe-monitor.ts';
import { disassociateEipAddress } from './disassociate.ts';
import { modifyEipAddressAttributes } from './modify-attributes.ts';
import {
  disableEipAddressHighResolutionMonitor,
  enableEipAddressHighResolutionMonitor,
} from './monitor.ts';
import { releaseEipAddress } from './release.ts';
import { temporaryUpgradeEipAddress } from './temporary-upgrade.ts';

/** The actions of EIPs. */
export const eipResource: Resource = {
  actions: [
    allocateEipAddress,
    associateEipAddress,
    convertEipAddressBillingType,
    describeEipAddressAttributes,
    describeEipAddressHighResolutionMonitorAttribute,
    describeEipAddresses,
    disableEipAddressHighResolutionMonitor,
    disassociateEipAddress,
    enableEipAddressHighResolutionMonitor,
    modifyEipAddressAttributes,
    releaseEipAddress,
    temporaryUpgradeEipAddress,
  ],
};
