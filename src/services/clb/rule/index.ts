import type { Resource } from '#core/service.ts';
import { createRules } from './create.ts';
import { deleteRules } from './delete.ts';
import { describeRules } from './describe.ts';
import { modifyRules } from './modify.ts';

/** The actions of the rules by which listeners forward and redirect. */
export const ruleResource: Resource = {
  actions: [createRules, deleteRules, describeRules, modifyRules],
};
