import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { flag, id, integer, note, text } from '#core/parameters.ts';
import { volumeName } from '../names.ts';
import { MODIFIABLE } from './lifecycle.ts';
import { ownVolume } from './rows.ts';
import { type VolumeFacts, volumeExists, volumeInStatus } from './volume.rules.ts';

/** The preconditions of ModifyVolumeAttribute; its page's table was not seen. */
export const modifyRules: readonly Rule<VolumeFacts>[] = [
  volumeExists,
  volumeInStatus(...MODIFIABLE),
];

/**
 * Changes a volume's name, description and what becomes of it, at once; what is absent stays as it
 * is. The vendor marks VolumeName as required, and Terraform leaves it out.
 */
export const modifyVolumeAttribute = writeAction({
  name: 'ModifyVolumeAttribute',
  summary: 'change a volume',
  parameters: () =>
    z.object({
      VolumeId: id(),
      VolumeName: volumeName().optional(),
      Description: note(text(255), { keepsEmpty: true }).optional(),
      BurstEnabled: flag().optional(),
      DeleteProtection: flag().optional(),
      DeleteProtectionRetentionDays: integer(1, 65_536).optional(),
      DeleteWithInstance: flag().optional(),
    }),
  result: () => z.object({}),
  rules: modifyRules,

  facts: async (tx, { VolumeId }, context) => ({
    volume: await tx.first(ownVolume, ownKey(context, VolumeId)),
  }),

  async change(tx, { volume }, input) {
    const days = input.DeleteProtectionRetentionDays;
    const bit = (given: boolean | undefined, is = 0) => (given === undefined ? is : given ? 1 : 0);
    await tx.update('volume', input.VolumeId, {
      ...(input.VolumeName !== undefined && { name: input.VolumeName }),
      ...(input.Description !== undefined && { description: input.Description }),
      ...(days !== undefined && { delete_protection_retention: days }),
      burst_enabled: bit(input.BurstEnabled, volume?.burst_enabled),
      delete_protection: bit(input.DeleteProtection, volume?.delete_protection),
      delete_with_instance: bit(input.DeleteWithInstance, volume?.delete_with_instance),
    });
    return {};
  },
});
