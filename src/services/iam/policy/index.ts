import type { Resource } from '#core/service.ts';
import { attachRolePolicy, attachUserGroupPolicy, attachUserPolicy } from './attach.ts';
import { createPolicy } from './create.ts';
import { deletePolicy } from './delete.ts';
import { detachRolePolicy, detachUserGroupPolicy, detachUserPolicy } from './detach.ts';
import { getPolicy } from './get.ts';
import { listPolicies } from './list.ts';
import {
  listAttachedRolePolicies,
  listAttachedUserGroupPolicies,
  listAttachedUserPolicies,
} from './list-attached.ts';
import { listEntitiesForPolicy } from './list-entities.ts';
import { updatePolicy } from './update.ts';

/** The actions of policies, and of who has them. */
export const policyResource: Resource = {
  actions: [
    attachRolePolicy,
    attachUserGroupPolicy,
    attachUserPolicy,
    createPolicy,
    deletePolicy,
    detachRolePolicy,
    detachUserGroupPolicy,
    detachUserPolicy,
    getPolicy,
    listAttachedRolePolicies,
    listAttachedUserGroupPolicies,
    listAttachedUserPolicies,
    listEntitiesForPolicy,
    listPolicies,
    updatePolicy,
  ],
};
