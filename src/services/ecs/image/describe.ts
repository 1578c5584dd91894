import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { pageOfList } from '#core/paging.ts';
import { flag, id, list, word } from '#core/parameters.ts';
import { tagFilters } from '#services/vpc/tag/parameters.ts';
import type { Image } from '#world/world.ts';
import { tokenPaging, tokenPagingOf } from '../paging.ts';
import { ecsRefusals } from '../refusals.ts';
import { IMAGE, imageResult, viewImage } from './view.ts';

/** The usual platforms; a world file may name others. */
const PLATFORMS = [
  'AlmaLinux',
  'CentOS',
  'Debian',
  'Fedora',
  'OpenSUSE',
  'Rocky Linux',
  'Ubuntu',
  'veLinux',
  'Windows Server',
];

const parameters = z.object({
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

/** Lists the world's images. They are public and available, and start on every type. */
export const describeImages = readAction({
  name: 'DescribeImages',
  summary: 'list images',
  parameters,
  result: z.object({
    Images: z.array(imageResult),
    NextToken: z.string(),
    TotalCount: z.int(),
  }),
  refusals: [ecsRefusals.NextTokenMalformed],

  async view(_, input, { world }) {
    const typeExists =
      input.InstanceTypeId === undefined || world.instanceType(input.InstanceTypeId) !== undefined;
    const images = typeExists ? world.images.filter((image) => matches(image, input)) : [];
    const asked = tokenPagingOf(input, DEFAULT_MAX_RESULTS);
    const { rows, paging } = pageOfList(images, asked, ({ id }) => id);
    return {
      Images: rows.map(viewImage),
      NextToken: paging.NextToken,
      TotalCount: paging.TotalCount,
    };
  },
});

function matches(image: Image, input: z.infer<typeof parameters>): boolean {
  const is = (asked: unknown, actual: unknown) => asked === undefined || asked === actual;
  /** Clients look for a part of a name, in any case: `velinux`, `Windows Server 2022`. */
  const holds = (name: string, part = '') => name.toLowerCase().includes(part.toLowerCase());
  const among = (asked: readonly string[] | undefined, actual: string) =>
    asked?.includes(actual) ?? true;
  return (
    among(input.ImageIds, image.id) &&
    among(input.Status, IMAGE.status) &&
    is(input.ImageStatus, IMAGE.status) &&
    is(input.Visibility, IMAGE.visibility) &&
    is(input.IsSupportCloudInit, IMAGE.isSupportCloudInit) &&
    (IMAGE.isLts || input.IsLTS !== true) &&
    holds(image.name, input.ImageName) &&
    is(input.OsType, image.osType) &&
    is(input.Platform, image.platform) &&
    // Public images are in no project and have no tags.
    input.ProjectName === undefined &&
    input.TagFilters === undefined
  );
}
