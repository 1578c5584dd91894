import type { Resource } from '#core/service.ts';
import { associateRouteTable } from './associate.ts';
import { createRouteTable } from './create.ts';
import { deleteRouteTable } from './delete.ts';
import { describeRouteTableList } from './describe.ts';
import { disassociateRouteTable } from './disassociate.ts';
import { modifyRouteTableAttributes } from './modify-attributes.ts';

/** What is done with route tables, by clients and by time. */
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
