import type { Resource } from '#core/service.ts';
import { createPrefixList } from './create.ts';
import { deletePrefixList } from './delete.ts';
import { describePrefixLists } from './describe.ts';
import { describePrefixListAssociations } from './describe-associations.ts';
import { describePrefixListEntries } from './describe-entries.ts';
import { modifyPrefixList } from './modify.ts';

/** The actions of prefix lists. */
export const prefixListResource: Resource = {
  actions: [
    createPrefixList,
    deletePrefixList,
    describePrefixListAssociations,
    describePrefixListEntries,
    describePrefixLists,
    modifyPrefixList,
  ],
};
