import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { anInstanceGroupIn } from '../instance-group/rows.ts';
import { ipv4GatewayIn } from '../ipv4-gateway/rows.ts';
import { ipv6GatewayIn } from '../ipv6-gateway/rows.ts';
import { aNetworkAcl } from '../network-acl/rows.ts';
import { aCustomTable } from '../route-table/rows.ts';
import { aCustomGroup } from '../security-group/rows.ts';
import { aSubnet } from '../subnet/rows.ts';
import { deleteRules } from './delete.rules.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { ownVpcToChange } from './rows.ts';

/** Deletes a VPC that contains only what was made with it. It is Pending, then not found. */
export const deleteVpc = writeAction({
  name: 'DeleteVpc',
  summary: 'delete a VPC',
  asyncTask: true,
  parameters: () => z.object({ VpcId: id() }),
  result: () => z.object({}),
  begins: [TRANSITIONS.delete],
  rules: deleteRules,

  async facts(tx, { VpcId }, context) {
    const key = ownKey(context, VpcId);
    const vpc = await tx.first(ownVpcToChange, key);
    return {
      vpc,
      subnet: vpc && (await tx.first(aSubnet, { vpcId: vpc.id }))?.id,
      networkAcl: vpc && (await tx.first(aNetworkAcl, { vpcId: vpc.id }))?.id,
      instanceGroup: vpc && (await tx.first(anInstanceGroupIn, { vpcId: vpc.id }))?.id,
      customGroup: vpc && (await tx.first(aCustomGroup, { vpcId: vpc.id }))?.id,
      customTable: vpc && (await tx.first(aCustomTable, { vpcId: vpc.id }))?.id,
      ipv4Gateway: vpc && (await tx.first(ipv4GatewayIn, { vpcId: vpc.id }))?.id,
      ipv6Gateway: vpc && (await tx.first(ipv6GatewayIn, { vpcId: vpc.id }))?.id,
    };
  },

  async change(tx, _, { VpcId }, context) {
    await tx.update('vpc', VpcId, { status: TRANSITIONS.delete.from });
    await scheduleTransition(tx, context, TRANSITIONS.delete, VpcId);
    return {};
  },
});
