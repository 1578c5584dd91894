import type { Resource } from '#core/service.ts';
import { createSnatEntry } from './create.ts';
import { deleteSnatEntry } from './delete.ts';
import { describeSnatEntries } from './describe.ts';
import { describeSnatEntryAttributes } from './describe-attributes.ts';
import { modifySnatEntryAttributes } from './modify-attributes.ts';

/** The actions of SNAT entries. */
export const snatEntryResource: Resource = {
  actions: [
    createSnatEntry,
    deleteSnatEntry,
    describeSnatEntries,
    describeSnatEntryAttributes,
    modifySnatEntryAttributes,
  ],
};
