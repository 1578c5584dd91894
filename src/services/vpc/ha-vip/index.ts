import type { Resource } from '#core/service.ts';
import { associateHaVip } from './associate.ts';
import { createHaVip } from './create.ts';
import { deleteHaVip } from './delete.ts';
import { describeHaVips } from './describe.ts';
import { disassociateHaVip } from './disassociate.ts';
import { modifyHaVipAttributes } from './modify-attributes.ts';

/** The actions of virtual IPs. */
export const haVipResource: Resource = {
  actions: [
    associateHaVip,
    createHaVip,
    deleteHaVip,
    describeHaVips,
    disassociateHaVip,
    modifyHaVipAttributes,
  ],
};
