import { exists, type Holding } from '#core/common.rules.ts';
import { clbRefusals } from '../refusals.ts';

export type AclFacts = Holding<'acl', { readonly id: string }>;

export const aclExists = exists(clbRefusals.AclNotFound, 'acl', 'ACL');
