import type { Resource } from '#core/service.ts';
import { allocateIpv6AddressBandwidth } from './allocate.ts';
import { describeIpv6AddressBandwidths } from './describe.ts';
import { describeIpv6AddressBandwidthAttributes } from './describe-attributes.ts';
import { modifyIpv6AddressBandwidth } from './modify.ts';
import { releaseIpv6AddressBandwidth } from './release.ts';

/** The actions of IPv6 address bandwidths. */
export const ipv6AddressBandwidthResource: Resource = {
  actions: [
    allocateIpv6AddressBandwidth,
    describeIpv6AddressBandwidthAttributes,
    describeIpv6AddressBandwidths,
    modifyIpv6AddressBandwidth,
    releaseIpv6AddressBandwidth,
  ],
};
