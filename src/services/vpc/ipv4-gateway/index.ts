import type { Resource } from '#core/service.ts';
import { attachIpv4Gateway } from './attach.ts';
import { createIpv4Gateway } from './create.ts';
import { deleteIpv4Gateway } from './delete.ts';
import { describeIpv4Gateways } from './describe.ts';
import { detachIpv4Gateway } from './detach.ts';
import { disableIpv4Gateway, enableIpv4Gateway } from './enable.ts';
import { modifyIpv4Gateway } from './modify.ts';

/** The actions of IPv4 gateways. */
export const ipv4GatewayResource: Resource = {
  actions: [
    attachIpv4Gateway,
    createIpv4Gateway,
    deleteIpv4Gateway,
    describeIpv4Gateways,
    detachIpv4Gateway,
    disableIpv4Gateway,
    enableIpv4Gateway,
    modifyIpv4Gateway,
  ],
};
