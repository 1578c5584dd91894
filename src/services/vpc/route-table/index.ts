import type { Resource } from '#core/service.ts';
import { associateRouteTable } from './associate.ts';
import { createRouteTable } from './create.ts';
import { deleteRouteTable } from './delete.ts';
import { describeRouteTableList } from './describe.ts';
import { disassociateRouteTable } from './disassociate.ts';
import { modifyRouteTableAttributes } from './modify-attributes.ts';

/** The actions of route tables. */
export const routeTableResource: Resource = {
  actions: [
    associateRouteTable,
    createRouteTable,
    deleteRouteTable,
    describeRouteTableList,
    disassociateRouteTable,
    modifyRouteTableAttributes,
  ],
};
