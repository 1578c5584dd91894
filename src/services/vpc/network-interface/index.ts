import type { Resource } from '#core/service.ts';
import { assignIpv6Addresses } from './assign-ipv6.ts';
import { assignPrivateIpAddresses } from './assign-private-ips.ts';
import { attachNetworkInterface } from './attach.ts';
import { createNetworkInterface } from './create.ts';
import { deleteNetworkInterface } from './delete.ts';
import { describeNetworkInterfaces } from './describe.ts';
import { describeNetworkInterfaceAttributes } from './describe-attributes.ts';
import { detachNetworkInterface } from './detach.ts';
import { modifyNetworkInterfaceAttributes } from './modify.ts';
import { unassignIpv6Addresses } from './unassign-ipv6.ts';
import { unassignPrivateIpAddresses } from './unassign-private-ips.ts';

/** The actions of network interfaces. */
export const networkInterfaceResource: Resource = {
  actions: [
    attachNetworkInterface,
    createNetworkInterface,
    deleteNetworkInterface,
    describeNetworkInterfaceAttributes,
    describeNetworkInterfaces,
    detachNetworkInterface,
    modifyNetworkInterfaceAttributes,
    assignIpv6Addresses,
    assignPrivateIpAddresses,
    unassignIpv6Addresses,
    unassignPrivateIpAddresses,
  ],
};
