import type { Phrases } from '../phrasebook.ts';
import { addressReasons } from './address.ts';
import { bandwidthPackageReasons } from './bandwidth-package.ts';
import { clbReasons } from './clb.ts';
import { commonReasons } from './common.ts';
import { deploymentSetReasons } from './deployment-set.ts';
import { ecsReasons } from './ecs.ts';
import { iamReasons } from './iam.ts';
import { imageReasons } from './image.ts';
import { instanceReasons } from './instance.ts';
import { ipAddressPoolReasons } from './ip-address-pool.ts';
import { ipamReasons } from './ipam.ts';
import { ipv4GatewayReasons } from './ipv4-gateway.ts';
import { launchTemplateReasons } from './launch-template.ts';
import { natReasons } from './natgateway.ts';
import { networkReasons } from './network.ts';
import { networkInterfaceReasons } from './network-interface.ts';
import { securityGroupReasons } from './security-group.ts';
import { trafficReasons } from './traffic.ts';
import { volumeReasons } from './volume.ts';

/** The facts by which preconditions are decided, as explain and why say them. */
export const reasons: Phrases = {
  ...commonReasons,
  ...networkInterfaceReasons,
  ...addressReasons,
  ...bandwidthPackageReasons,
  ...ipAddressPoolReasons,
  ...ipv4GatewayReasons,
  ...networkReasons,
  ...securityGroupReasons,
  ...instanceReasons,
  ...ecsReasons,
  ...clbReasons,
  ...imageReasons,
  ...iamReasons,
  ...deploymentSetReasons,
  ...launchTemplateReasons,
  ...trafficReasons,
  ...ipamReasons,
  ...natReasons,
  ...volumeReasons,
};
