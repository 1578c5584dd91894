import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { pageOf, pagingOf, pagingParameters } from '#core/paging.ts';
import { id } from '#core/parameters.ts';
import { beijing } from '#platform/time.ts';
import { ownRows } from '#store/owned.ts';
import type { IpamResourceDiscoveryAssociationRow } from '#store/schema/ipam.ts';
import { typeOf } from '../ipam-resource-discovery/view.ts';
import { vpcRefusals } from '../refusals.ts';

/** Lists the associations of resource discoveries. The SDK has only NextToken and MaxResults. */
export const describeIpamResourceDiscoveryAssociations = readAction({
  name: 'DescribeIpamResourceDiscoveryAssociations',
  summary: 'list the associations of resource discoveries with IPAMs',
  parameters: () =>
    z.object({
      IpamId: id().optional(),
      IpamResourceDiscoveryId: id().optional(),
      ...pagingParameters(),
    }),
  result: () =>
    z.object({
      IpamResourceDiscoveryAssociations: z.array(
        z.object({
          AccountId: z.string(),
          IpamId: z.string(),
          IpamRegionId: z.string(),
          IpamResourceDiscoveryId: z.string(),
          IpamResourceDiscoveryType: z.string(),
          IsDefault: z.boolean(),
          Status: z.string(),
          CreateTime: z.string(),
          UpdateTime: z.string(),
        }),
      ),
      NextToken: z.string(),
    }),
  refusals: [vpcRefusals.NextTokenMalformed],

  async view(tx, input, context) {
    const page = await pageOf<IpamResourceDiscoveryAssociationRow>(
      tx,
      'ipam_resource_discovery_association',
      pagingOf(input),
      (db) =>
        ownRows(db, 'ipam_resource_discovery_association', ownerOf(context), {
          ipam_id: input.IpamId,
          ipam_resource_discovery_id: input.IpamResourceDiscoveryId,
        }),
    );
    return {
      IpamResourceDiscoveryAssociations: page.rows.map((row) => ({
        AccountId: row.account_id,
        IpamId: row.ipam_id,
        IpamRegionId: row.region,
        IpamResourceDiscoveryId: row.ipam_resource_discovery_id,
        IpamResourceDiscoveryType: typeOf(row.is_default),
        IsDefault: row.is_default === 1,
        Status: row.status,
        CreateTime: beijing(row.created_at),
        UpdateTime: beijing(row.updated_at),
      })),
      NextToken: page.paging.NextToken,
    };
  },
});
