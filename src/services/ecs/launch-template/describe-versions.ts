import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { pageOfList } from '#core/paging.ts';
import { flag, id, integer, list, note } from '#core/parameters.ts';
import { beijing } from '#platform/time.ts';
import { tokenPaging, tokenPagingOf } from '../paging.ts';
import { ecsRefusals } from '../refusals.ts';
import { type LaunchData, launchDataResult, viewLaunchData } from './launch-data.ts';
import { MOST_VERSIONS, versionNumber, whichLaunchTemplate } from './parameters.ts';
import { findLaunchTemplate, type Version, versionsOf, versionsOfAll } from './rows.ts';

/** Places of versions in the order of their ids and numbers, as texts. */
const DIGITS = 9;

/**
 * Lists the versions of a launch template, or of all. Conditions are ANDed.
 */
export const describeLaunchTemplateVersions = readAction({
  name: 'DescribeLaunchTemplateVersions',
  summary: 'list versions of launch templates',
  parameters: () =>
    z.object({
      ...whichLaunchTemplate(),
      // Terraform sends it by the other name, and deletes the oldest of thirty that it is shown.
      LaunchTemplateId: note(id(), { alias: 'launch_template_id' }).optional(),
      LaunchTemplateVersions: list(versionNumber(), MOST_VERSIONS).optional(),
      DefaultVersion: flag().optional(),
      ...tokenPaging(100),
      // Terraform pages by numbers.
      PageNumber: integer(0, 1_000_000).optional(),
      PageSize: integer(1, 100).optional(),
    }),
  result: () =>
    z.object({
      LaunchTemplateVersions: z.array(
        z.object({
          LaunchTemplateId: z.string(),
          VersionNumber: z.int(),
          VersionDescription: z.string(),
          LaunchTemplateVersionData: launchDataResult(),
          CreatedAt: z.string(),
          UpdatedAt: z.string(),
        }),
      ),
      NextToken: z.string(),
    }),
  refusals: [ecsRefusals.NextTokenMalformed],

  async view(tx, input, context) {
    const { LaunchTemplateVersions: numbers, DefaultVersion } = input;
    const one = input.LaunchTemplateId ?? input.LaunchTemplateName;
    const template = one === undefined ? undefined : await findLaunchTemplate(tx, context, input);
    const { default_version = 0, id: launchTemplateId = '' } = template ?? {};
    const all =
      one === undefined
        ? await tx.all(versionsOfAll, ownerOf(context))
        : (await tx.all(versionsOf, { launchTemplateId })).map((row) => ({
            ...row,
            default_version,
          }));
    const asked = all.filter(
      (each) =>
        (numbers?.includes(each.version_number) ?? true) &&
        (!DefaultVersion || each.version_number === each.default_version),
    );
    const place = ({ launch_template_id, version_number }: Version) =>
      `${launch_template_id}:${String(version_number).padStart(DIGITS, '0')}`;
    const { rows, paging } = pageOfList(asked, tokenPagingOf(input), place);
    return {
      LaunchTemplateVersions: rows.map((row) => ({
        LaunchTemplateId: row.launch_template_id,
        VersionNumber: row.version_number,
        VersionDescription: row.description,
        LaunchTemplateVersionData: viewLaunchData(JSON.parse(row.data) as LaunchData),
        CreatedAt: beijing(row.created_at),
        // A version is never changed.
        UpdatedAt: beijing(row.created_at),
      })),
      NextToken: paging.NextToken,
    };
  },
});
