import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { id } from '#core/parameters.ts';
import { deleteFacts } from './delete.facts.ts';
import { deleteRules } from './delete.rules.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { beginDelete } from './transitions.ts';

/** Deletes a bandwidth package with nothing in it. It is Deleting, then not found. */
export const deleteBandwidthPackage = writeAction({
  name: 'DeleteBandwidthPackage',
  summary: 'delete a bandwidth package',
  parameters: () => z.object({ BandwidthPackageId: id() }),
  result: () => z.object({}),
  begins: [TRANSITIONS.delete],
  rules: deleteRules,

  facts: (tx, { BandwidthPackageId }, context) => deleteFacts(tx, BandwidthPackageId, context),

  async change(tx, _, { BandwidthPackageId }, context) {
    await beginDelete(tx, context, BandwidthPackageId);
    return {};
  },
});
