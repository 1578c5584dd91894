import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { type Context, ownerOf } from '#core/context.ts';
import { pageOfList } from '#core/paging.ts';
import { flag, id, list, word } from '#core/parameters.ts';
import { tagFilters } from '#services/vpc/tag/parameters.ts';
import { tagsOf } from '#services/vpc/tag/rows.ts';
import type { Reader } from '#store/store.ts';
import { tokenPaging, tokenPagingOf } from '../paging.ts';
import { ecsRefusals } from '../refusals.ts';
import { PLATFORMS } from './platforms.ts';
import { imagesOf, imagesSharedWith, sharesOfImages } from './rows.ts';
import { imageResult, viewCustomImage, viewImage } from './view.ts';

const parameters = () =>
  z.object({
    ImageIds: list(id(), 100).optional(),
    ImageName: z.string().max(128).optional(),
    ImageStatus: word('available', 'creating', 'error').optional(),
    Status: list(z.enum(['available', 'creating', 'error']), 10).optional(),
    OsType: z.enum(['Linux', 'Windows']).optional(),
    Platform: word(...PLATFORMS).optional(),
    Visibility: z.enum(['public', 'private', 'shared']).optional(),
    InstanceTypeId: id().optional(),
    IsSupportCloudInit: flag().optional(),
    IsLTS: flag().optional(),
    ProjectName: z.string().max(64).optional(),
    TagFilters: tagFilters().optional(),
    ...tokenPaging(100),
  });

const DEFAULT_MAX_RESULTS = 15;

/**
 * Lists the world's images, which are public, the caller's own and those that others share with the
 * caller. Without a status only the available ones are listed, but for those that are asked for by id.
 * They start on every type.
 */
export const describeImages = readAction({
  name: 'DescribeImages',
  summary: 'list images',
  parameters,
  result: () =>
    z.object({
      Images: z.array(imageResult()),
      NextToken: z.string(),
      TotalCount: z.int(),
    }),
  refusals: [ecsRefusals.NextTokenMalformed],

  async view(tx, input, context) {
    const { world } = context;
    const typeExists =
      input.InstanceTypeId === undefined || world.instanceType(input.InstanceTypeId) !== undefined;
    const all = [...world.images.map(viewImage), ...(await customImages(tx, context))];
    const images = typeExists ? all.filter((image) => matches(image, input)) : [];
    const asked = tokenPagingOf(input, DEFAULT_MAX_RESULTS);
    const { rows, paging } = pageOfList(images, asked, ({ ImageId }) => ImageId);
    return { Images: rows, NextToken: paging.NextToken, TotalCount: paging.TotalCount };
  },
});

type ImageView = z.infer<ReturnType<typeof imageResult>>;

/** The custom images that the caller may use. */
async function customImages(tx: Reader, context: Context): Promise<ImageView[]> {
  const owner = ownerOf(context);
  const own = await tx.all(imagesOf, owner);
  const shared = await tx.all(imagesSharedWith, owner);
  const ids = own.map(({ id }) => id);
  const tags = await tagsOf(tx, ids);
  const shares = await sharesOfImages(tx, ids);
  return [...own, ...shared].map((row) =>
    viewCustomImage(
      row,
      context.accountId,
      tags.get(row.id) ?? [],
      shares.get(row.id)?.length ?? 0,
    ),
  );
}

function matches(image: ImageView, input: z.infer<ReturnType<typeof parameters>>): boolean {
  const is = (asked: unknown, actual: unknown) => asked === undefined || asked === actual;
  /** Clients look for a part of a name, in any case: `velinux`, `Windows Server 2022`. */
  const holds = (name: string, part = '') => name.toLowerCase().includes(part.toLowerCase());
  const among = (asked: readonly string[] | undefined, actual: string) =>
    asked?.includes(actual) ?? true;
  const { ImageIds, ImageStatus, TagFilters = [] } = input;
  const usual = (ImageIds ?? ImageStatus) ? undefined : ['available'];
  return (
    among(ImageIds, image.ImageId) &&
    among(input.Status ?? usual, image.Status) &&
    is(ImageStatus, image.Status) &&
    is(input.Visibility, image.Visibility) &&
    is(input.IsSupportCloudInit, image.IsSupportCloudInit) &&
    (image.IsLTS || input.IsLTS !== true) &&
    holds(image.ImageName, input.ImageName) &&
    is(input.OsType, image.OsType) &&
    is(input.Platform, image.Platform) &&
    is(input.ProjectName, image.ProjectName) &&
    TagFilters.every(({ Key, Values }) =>
      image.Tags.some((tag) => tag.Key === Key && (Values?.includes(tag.Value) ?? true)),
    )
  );
}
