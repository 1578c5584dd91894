import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { inStatus, onlyWhere } from '#core/common.rules.ts';
import { ownKey } from '#core/context.ts';
import { clientToken, id } from '#core/parameters.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { ebsRefusals } from '../refusals.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { ownVolume } from './rows.ts';
import { volumeExists, volumeInStatus } from './volume.rules.ts';

interface DeleteFacts {
  readonly volume:
    | { readonly id: string; readonly status: string; readonly instance_id: string }
    | undefined;
}

/**
 * The preconditions of DeleteVolume: its page's table. It has two refusals of a status: we take one
 * for a volume on an instance, and the other for one that is free.
 */
export const deleteRules: readonly Rule<DeleteFacts>[] = [
  volumeExists,
  onlyWhere<DeleteFacts, DeleteFacts>(
    ({ volume }) => volume?.instance_id !== '',
    volumeInStatus('available'),
  ),
  inStatus(ebsRefusals.VolumeStatusForbidsDelete, 'volume', 'volume', ['available']),
];

/** Deletes a volume that is on no instance. It is deleting, then not found. */
export const deleteVolume = writeAction({
  name: 'DeleteVolume',
  summary: 'delete a volume',
  parameters: () => z.object({ VolumeId: id(), ClientToken: clientToken().optional() }),
  result: () => z.object({}),
  begins: [TRANSITIONS.delete],
  rules: deleteRules,

  facts: async (tx, { VolumeId }, context) => ({
    volume: await tx.first(ownVolume, ownKey(context, VolumeId)),
  }),

  async change(tx, _, { VolumeId }, context) {
    await tx.update('volume', VolumeId, { status: TRANSITIONS.delete.from });
    await scheduleTransition(tx, context, TRANSITIONS.delete, VolumeId);
    return {};
  },
});
