import type { Resource } from '#core/service.ts';
import { createNatGateway } from './create.ts';
import { deleteNatGateway } from './delete.ts';
import { describeNatGateways } from './describe.ts';
import { describeNatGatewayAttributes } from './describe-attributes.ts';
import { listNatGatewayAvailableZones } from './list-zones.ts';
import { modifyNatGatewayAttributes } from './modify-attributes.ts';

/** The actions of NAT gateways. */
export const natGatewayResource: Resource = {
  actions: [
    createNatGateway,
    deleteNatGateway,
    describeNatGatewayAttributes,
    describeNatGateways,
    listNatGatewayAvailableZones,
    modifyNatGatewayAttributes,
  ],
};
