import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { withinQuota } from '#core/common.rules.ts';
import { ownKey } from '#core/context.ts';
import { remainingQuota, reserveQuota } from '#core/quota.ts';
import { RESOURCES } from '#core/resources.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { creationParameters } from '../creation-parameters.ts';
import { isp } from '../eip/parameters.ts';
import { description, resourceName } from '../names.ts';
import { vpcRefusals } from '../refusals.ts';
import { addTags } from '../tag/rows.ts';
import { type BlockFacts, blockRules } from './cidr.rules.ts';
import { addBlock, blockFacts } from './cidr.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { blockParameters } from './parameters.ts';

interface CreateFacts extends BlockFacts {
  readonly quotaLeft: number;
}

const createRules: readonly Rule<CreateFacts>[] = [
  ...blockRules,
  withinQuota(vpcRefusals.IpAddressPoolQuota, 'IpAddressPools', 'quotaLeft'),
];

/** Makes an IP address pool, with a block if one is asked for. It is Creating, then Available. */
export const createIpAddressPool = writeAction({
  name: 'CreateIpAddressPool',
  summary: 'create an IP address pool, of which EIPs are allocated',
  parameters: () =>
    z.object({
      ISP: isp(),
      Name: resourceName().optional(),
      Description: description().optional(),
      ...blockParameters(),
      ...creationParameters(),
    }),
  result: () => z.object({ IpAddressPoolId: z.string() }),
  begins: [TRANSITIONS.create],
  rules: createRules,

  facts: async (tx, input, context) => ({
    ...(await blockFacts(tx, input, context)),
    quotaLeft: await remainingQuota(tx, context, 'IpAddressPools'),
  }),

  async change(tx, { block }, input, context) {
    const id = context.ids.resource(RESOURCES.ip_address_pool.idPrefix);
    const owner = ownKey(context, id);
    await tx.insert('ip_address_pool', {
      ...owner,
      project_name: input.ProjectName,
      name: input.Name ?? id,
      description: input.Description ?? '',
      status: TRANSITIONS.create.from,
      isp: input.ISP,
    });
    if (block) await addBlock(tx, owner, block);
    await addTags(tx, owner, 'ipaddresspool', input.Tags);
    await reserveQuota(tx, owner, 'IpAddressPools', 1);
    await scheduleTransition(tx, context, TRANSITIONS.create, id);
    return { IpAddressPoolId: id };
  },
});
