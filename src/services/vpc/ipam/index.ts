import type { Resource } from '#core/service.ts';
import { createIpam } from './create.ts';
import { deleteIpam } from './delete.ts';
import { describeIpams } from './describe.ts';
import { modifyIpam } from './modify.ts';

/** The actions of IPAMs. */
export const ipamResource: Resource = {
  actions: [createIpam, deleteIpam, describeIpams, modifyIpam],
};
