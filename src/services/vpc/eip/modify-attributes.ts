import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { flag, id } from '#core/parameters.ts';
import { description, resourceName } from '../names.ts';
import { bandwidth, isUpgraded, mostBandwidth } from './bandwidth.ts';
import { modifyRules } from './modify-attributes.rules.ts';
import { ownEipToChange } from './rows.ts';

/** Changes the given attributes of an EIP, at once; the others stay. */
export const modifyEipAddressAttributes = writeAction({
  name: 'ModifyEipAddressAttributes',
  summary: 'change name, description and bandwidth of an EIP',
  parameters: () =>
    z.object({
      AllocationId: id(),
      Bandwidth: bandwidth().optional(),
      Name: resourceName().optional(),
      Description: description().optional(),
      ReleaseWithInstance: flag().optional(),
      DirectMode: flag().optional(),
    }),
  result: () => z.object({}),
  inert: { DirectMode: 'nothing shows it, and no instance sees its own EIP here' },
  rules: modifyRules,

  async facts(tx, input, context) {
    const key = ownKey(context, input.AllocationId);
    const eip = await tx.first(ownEipToChange, key);
    return {
      eip,
      upgraded: eip !== undefined && isUpgraded(eip, tx.now),
      bandwidth: input.Bandwidth,
      bandwidthAllowed: mostBandwidth(eip?.billing_type ?? 0),
      releaseWithInstance: input.ReleaseWithInstance,
    };
  },

  async change(tx, _, input) {
    await tx.update('eip', input.AllocationId, {
      ...(input.Bandwidth !== undefined && { bandwidth: input.Bandwidth }),
      ...(input.Name !== undefined && { name: input.Name }),
      ...(input.Description !== undefined && { description: input.Description }),
      ...(input.ReleaseWithInstance !== undefined && {
        release_with_instance: input.ReleaseWithInstance ? 1 : 0,
      }),
    });
    if (input.Bandwidth !== undefined) tx.touch('eip', input.AllocationId);
    return {};
  },
});
