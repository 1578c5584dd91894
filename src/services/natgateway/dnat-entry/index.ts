import type { Resource } from '#core/service.ts';
import { createDnatEntry } from './create.ts';
import { deleteDnatEntry } from './delete.ts';
import { describeDnatEntries } from './describe.ts';
import { describeDnatEntryAttributes } from './describe-attributes.ts';
import { modifyDnatEntryAttributes } from './modify-attributes.ts';

/** The actions of DNAT entries. */
export const dnatEntryResource: Resource = {
  actions: [
    createDnatEntry,
    deleteDnatEntry,
    describeDnatEntries,
    describeDnatEntryAttributes,
    modifyDnatEntryAttributes,
  ],
};
