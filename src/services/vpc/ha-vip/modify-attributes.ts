import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { description, resourceName } from '../names.ts';
import { settledHaVip } from './ha-vip.rules.ts';
import { ownHaVipToChange } from './rows.ts';

/** Changes the given attributes of a virtual IP, at once; the others stay. */
export const modifyHaVipAttributes = writeAction({
  name: 'ModifyHaVipAttributes',
  summary: 'change name and description of a high-availability virtual IP',
  asyncTask: true,
  parameters: () =>
    z.object({
      HaVipId: id(),
      HaVipName: resourceName().optional(),
      Description: description().optional(),
    }),
  result: () => z.object({}),
  rules: settledHaVip,

  async facts(tx, { HaVipId }, context) {
    const key = ownKey(context, HaVipId);
    return { haVip: await tx.first(ownHaVipToChange, key) };
  },

  async change(tx, _, { HaVipId, HaVipName, Description }) {
    await tx.update('ha_vip', HaVipId, {
      ...(HaVipName !== undefined && { name: HaVipName }),
      ...(Description !== undefined && { description: Description }),
    });
    return {};
  },
});
