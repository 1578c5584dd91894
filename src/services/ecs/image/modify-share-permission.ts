import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id, list } from '#core/parameters.ts';
import { query } from '#store/query.ts';
import { ecsRefusals } from '../refusals.ts';
import { availableImage, type CustomImageFacts } from './image.rules.ts';
import { ownImageToChange, sharesOf } from './rows.ts';

interface ShareFacts extends CustomImageFacts {
  readonly owner: string;
  readonly added: readonly string[];
}

const shareRules: readonly Rule<ShareFacts>[] = [
  ...availableImage,
  {
    refusal: ecsRefusals.InvalidArgument,
    parameter: 'AddAccounts',
    broken: ({ owner, added }) => added.includes(owner),
    because: ({ owner, added }) =>
      added.includes(owner) ? `${owner} owns the image` : 'no account is its owner',
  },
];

/** Lets other accounts use a custom image, and others no longer: those to be removed go first. */
export const modifyImageSharePermission = writeAction({
  name: 'ModifyImageSharePermission',
  summary: 'let other accounts use an image, or no longer',
  parameters: () =>
    z.object({
      ImageId: id(),
      AddAccounts: list(id(), 100).optional(),
      RemoveAccounts: list(id(), 100).optional(),
    }),
  result: () => z.object({}),
  rules: shareRules,

  async facts(tx, { ImageId, AddAccounts }, context) {
    return {
      customImage: await tx.first(ownImageToChange, ownKey(context, ImageId)),
      owner: context.accountId,
      added: [...new Set(AddAccounts ?? [])],
    };
  },

  async change(tx, { added }, { ImageId, RemoveAccounts = [] }, context) {
    for (const accountId of RemoveAccounts) await tx.run(unshare, { imageId: ImageId, accountId });
    const held = (await tx.all(sharesOf, { imageId: ImageId })).map((each) => each.account_id);
    for (const accountId of added.filter((each) => !held.includes(each))) {
      await tx.insert('image_share', {
        image_id: ImageId,
        account_id: accountId,
        region: context.region.id,
      });
    }
    return {};
  },
});

const unshare = query((db, p: { imageId: string; accountId: string }) =>
  db
    .deleteFrom('image_share')
    .where('image_id', '=', p.imageId)
    .where('account_id', '=', p.accountId),
);
