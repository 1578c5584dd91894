import type { Resource } from '#core/service.ts';
import { createIpv6Gateway } from './create.ts';
import { deleteIpv6Gateway } from './delete.ts';
import { describeIpv6Gateways } from './describe.ts';
import { describeIpv6GatewayAttribute } from './describe-attribute.ts';
import { modifyIpv6GatewayAttribute } from './modify-attribute.ts';

/** The actions of IPv6 gateways. */
export const ipv6GatewayResource: Resource = {
  actions: [
    createIpv6Gateway,
    deleteIpv6Gateway,
    describeIpv6GatewayAttribute,
    describeIpv6Gateways,
    modifyIpv6GatewayAttribute,
  ],
};
