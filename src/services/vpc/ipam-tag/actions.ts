import * as z from 'zod';
import { note } from '#core/parameters.ts';
import { vpcRefusals } from '../refusals.ts';
import { listTagsForResources } from '../tag/list.ts';
import { tagResources } from '../tag/tag-resources.ts';
import { untagResources } from '../tag/untag-resources.ts';

/** What bears tags in an IPAM. Source: the SDK. */
const resourceKind = () =>
  note(z.enum(['ipam', 'ipam_pool', 'ipam_scope', 'ipam_resource_discovery']), {
    malformed: vpcRefusals.ResourceTypeMalformed,
  });

export const listTagsForIpamResources = listTagsForResources(
  resourceKind,
  'ListTagsForIpamResources',
);
export const tagIpamResources = tagResources(resourceKind, 'TagIpamResources');
export const untagIpamResources = untagResources(resourceKind, 'UntagIpamResources');
