import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { pageOf, pagingOf, pagingParameters, pagingResult } from '#core/paging.ts';
import { flag, id, list } from '#core/parameters.ts';
import { type Owner, ownRows } from '#store/owned.ts';
import type { BandwidthPackageRow } from '#store/schema/bandwidth-package.ts';
import type { Db } from '#store/schema.ts';
import { isp } from '../eip/parameters.ts';
import { vpcRefusals } from '../refusals.ts';
import { tagFilters } from '../tag/parameters.ts';
import { tagged } from '../tag/rows.ts';
import { PROTOCOLS } from './parameters.ts';
import { bandwidthPackageResult, viewBandwidthPackages } from './view.ts';

const parameters = () =>
  z.object({
    BandwidthPackageIds: list(id(), 100).optional(),
    BandwidthPackageName: z.string().max(128).optional(),
    ISP: isp().optional(),
    Protocol: z.enum(PROTOCOLS).optional(),
    SecurityProtectionEnabled: flag().optional(),
    ProjectName: z.string().max(64).optional(),
    TagFilters: tagFilters().optional(),
    ...pagingParameters(),
  });

/**
 * Lists the caller's bandwidth packages; conditions are ANDed, and nothing found is an empty list.
 */
export const describeBandwidthPackages = readAction({
  name: 'DescribeBandwidthPackages',
  summary: 'list bandwidth packages',
  parameters,
  result: () =>
    z.object({ BandwidthPackages: z.array(bandwidthPackageResult()), ...pagingResult() }),
  refusals: [vpcRefusals.NextTokenMalformed],

  async view(tx, input, context) {
    const paging = pagingOf(input);
    const page = await pageOf<BandwidthPackageRow>(tx, 'bandwidth_package', paging, (db) =>
      matching(db, ownerOf(context), input),
    );
    return {
      BandwidthPackages: await viewBandwidthPackages(tx, page.rows),
      ...page.paging,
    };
  },
});

function matching(db: Db, owner: Owner, input: z.infer<ReturnType<typeof parameters>>) {
  let select = ownRows(db, 'bandwidth_package', owner, {
    name: input.BandwidthPackageName,
    isp: input.ISP,
    protocol: input.Protocol,
    project_name: input.ProjectName,
  });
  if (input.BandwidthPackageIds) {
    select = select.where('bandwidth_package.id', 'in', input.BandwidthPackageIds);
  }
  if (input.SecurityProtectionEnabled !== undefined) {
    const is = input.SecurityProtectionEnabled ? '!=' : '=';
    select = select.where('bandwidth_package.security_protection_types', is, '[]');
  }
  if (input.TagFilters) {
    const filters = input.TagFilters;
    select = select.where((where) => tagged(where, 'bandwidth_package.id', filters));
  }
  return select;
}
