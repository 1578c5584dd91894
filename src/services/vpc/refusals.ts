import { addressRefusals } from './refusals/address.ts';
import { bandwidthPackageRefusals } from './refusals/bandwidth-package.ts';
import { eipRefusals } from './refusals/eip.ts';
import { flowLogRefusals } from './refusals/flow-log.ts';
import { haVipRefusals } from './refusals/ha-vip.ts';
import { instanceGroupRefusals } from './refusals/instance-group.ts';
import { ipAddressPoolRefusals } from './refusals/ip-address-pool.ts';
import { ipamRefusals } from './refusals/ipam.ts';
import { ipv4GatewayRefusals } from './refusals/ipv4-gateway.ts';
import { ipv6GatewayRefusals } from './refusals/ipv6-gateway.ts';
import { networkAclRefusals } from './refusals/network-acl.ts';
import { networkInterfaceRefusals } from './refusals/network-interface.ts';
import { prefixListRefusals } from './refusals/prefix-list.ts';
import { routeRefusals } from './refusals/route.ts';
import { securityGroupRefusals } from './refusals/security-group.ts';
import { sharedRefusals } from './refusals/shared.ts';
import { subnetRefusals } from './refusals/subnet.ts';
import { tagRefusals } from './refusals/tag.ts';
import { trafficMirrorRefusals } from './refusals/traffic-mirror.ts';
import { vpcAndCidrRefusals } from './refusals/vpc-and-cidr.ts';

/**
 * The table of the vpc service's refusals. Each family of resources has a file. `documented` rows
 * are the vendor's to the letter; `observed` and `ours` are explained in docs/limits.md.
 */
export const vpcRefusals = {
  ...networkInterfaceRefusals,
  ...addressRefusals,
  ...eipRefusals,
  ...bandwidthPackageRefusals,
  ...haVipRefusals,
  ...vpcAndCidrRefusals,
  ...subnetRefusals,
  ...securityGroupRefusals,
  ...prefixListRefusals,
  ...routeRefusals,
  ...tagRefusals,
  ...networkAclRefusals,
  ...ipAddressPoolRefusals,
  ...ipv4GatewayRefusals,
  ...ipv6GatewayRefusals,
  ...instanceGroupRefusals,
  ...ipamRefusals,
  ...flowLogRefusals,
  ...trafficMirrorRefusals,
  ...sharedRefusals,
} as const;
