import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { description, resourceName } from '#services/vpc/names.ts';
import { type NatIpFacts, natIpExists, natIpIsAvailable } from './nat-ip.rules.ts';
import { ownNatIpToChange } from './rows.ts';

/** The preconditions of ModifyNatIpAttributes; its page's table was not seen. */
const modifyRules: readonly Rule<NatIpFacts>[] = [natIpExists, natIpIsAvailable];

/** Changes a NAT IP's name and description, at once; an absent one stays as it is. */
export const modifyNatIpAttributes = writeAction({
  name: 'ModifyNatIpAttributes',
  summary: 'change a NAT IP',
  parameters: () =>
    z.object({
      NatIpId: id(),
      NatIpName: resourceName().optional(),
      NatIpDescription: description().optional(),
    }),
  result: () => z.object({}),
  rules: modifyRules,

  async facts(tx, { NatIpId }, context) {
    return { natIp: await tx.first(ownNatIpToChange, ownKey(context, NatIpId)) };
  },

  async change(tx, _, input) {
    await tx.update('nat_ip', input.NatIpId, {
      ...(input.NatIpName !== undefined && { name: input.NatIpName }),
      ...(input.NatIpDescription !== undefined && { description: input.NatIpDescription }),
    });
    return {};
  },
});
