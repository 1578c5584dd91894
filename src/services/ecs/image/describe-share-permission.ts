import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { pageOfList } from '#core/paging.ts';
import { id } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { tokenPaging, tokenPagingOf } from '../paging.ts';
import { ecsRefusals } from '../refusals.ts';
import { ownImage, sharesOf } from './rows.ts';

/** Lists the accounts that may use a custom image. */
export const describeImageSharePermission = readAction({
  name: 'DescribeImageSharePermission',
  summary: 'list the accounts that may use an image',
  parameters: () => z.object({ ImageId: id(), ...tokenPaging(100) }),
  result: () =>
    z.object({
      ImageId: z.string(),
      Accounts: z.array(z.object({ AccountId: z.string() })),
      NextToken: z.string(),
      TotalCount: z.int(),
    }),
  refusals: [ecsRefusals.ImageNotFound, ecsRefusals.NextTokenMalformed],

  async view(tx, input, context) {
    const { id: imageId } =
      (await tx.first(ownImage, ownKey(context, input.ImageId))) ??
      refuse(ecsRefusals.ImageNotFound);
    const { rows, paging } = pageOfList(
      await tx.all(sharesOf, { imageId }),
      tokenPagingOf(input),
      ({ account_id }) => account_id,
    );
    return {
      ImageId: imageId,
      Accounts: rows.map(({ account_id }) => ({ AccountId: account_id })),
      NextToken: paging.NextToken,
      TotalCount: paging.TotalCount,
    };
  },
});
