import type { Resource } from '#core/service.ts';
import { listTagsForIpamResources, tagIpamResources, untagIpamResources } from './actions.ts';

/** The actions of the tags of IPAMs and what belongs to them. */
export const ipamTagResource: Resource = {
  actions: [listTagsForIpamResources, tagIpamResources, untagIpamResources],
};
