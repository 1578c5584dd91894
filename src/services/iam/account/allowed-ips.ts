import { isIP } from 'node:net';
import * as z from 'zod';
import { readAction, writeAction } from '#core/action.ts';
import { flag, list, note, text } from '#core/parameters.ts';
import { rewriteSettings, settingsOf } from './rows.ts';

/** How many an account may have. Ours. */
const MOST_ADDRESSES = 100;

interface Allowed {
  readonly IP: string;
  readonly Description: string;
}

const isAddressOrBlock = (given: string): boolean => {
  const [address = '', mask, ...rest] = given.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return (
    mask === undefined || (/^\d{1,3}$/.test(mask) && Number(mask) <= (version === 4 ? 32 : 128))
  );
};

/** An address, or a block of them. */
const address = () => text(64).refine(isAddressOrBlock, 'it must be an address or a block');

/** Shows from where users may sign in. */
export const getAllowedIpAddresses = readAction({
  name: 'GetAllowedIPAddresses',
  summary: 'show from where users may sign in to the console',
  parameters: () => z.object({}),
  result: () =>
    z.object({
      EnableIPList: z.boolean(),
      IPList: z.array(z.object({ IP: z.string(), Description: z.string() })),
      Quota: z.int(),
    }),

  async view(tx, _, { accountId }) {
    const row = await tx.first(settingsOf, { account_id: accountId });
    return {
      EnableIPList: row?.enable_ip_list === 1,
      IPList: JSON.parse(row?.ip_list ?? '[]') as Allowed[],
      Quota: MOST_ADDRESSES,
    };
  },
});

/** Records from where users may sign in: the whole list, whatever there was. */
export const updateAllowedIpAddresses = writeAction({
  name: 'UpdateAllowedIPAddresses',
  summary: 'set from where users may sign in to the console, which is recorded',
  parameters: () =>
    z.object({
      EnableIPList: flag(),
      IPList: list(
        z.object({
          IP: address(),
          Description: note(text(255), { keepsEmpty: true }).default(''),
        }),
        MOST_ADDRESSES,
      ).optional(),
    }),
  result: () => z.object({}),
  rules: [],

  facts: async (tx, _, { accountId }) => ({
    settings: await tx.first(settingsOf, { account_id: accountId }),
  }),

  async change(tx, { settings }, { EnableIPList, IPList = [] }, { accountId }) {
    const row = {
      id: accountId,
      account_id: accountId,
      enable_ip_list: EnableIPList ? 1 : 0,
      ip_list: JSON.stringify(IPList.map(({ IP, Description }) => ({ IP, Description }))),
      updated_at: tx.now,
    };
    if (settings === undefined) await tx.insert('iam_account_setting', row);
    else await tx.run(rewriteSettings, row);
    return {};
  },
});
