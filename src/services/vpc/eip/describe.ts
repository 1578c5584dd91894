import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { pageOf, pagingOf, pagingParameters, pagingResult } from '#core/paging.ts';
import { flag, id, integer, list } from '#core/parameters.ts';
import { type Owner, ownRows } from '#store/owned.ts';
import type { Db, EipRow } from '#store/schema.ts';
import { vpcRefusals } from '../refusals.ts';
import { tagFilters } from '../tag/parameters.ts';
import { tagged } from '../tag/rows.ts';
import { INSTANCE_TYPES, isp } from './parameters.ts';
import { eipResult, viewEips } from './view.ts';

const parameters = () =>
  z.object({
    AllocationIds: list(id(), 100).optional(),
    EipAddresses: list(z.string().max(64), 100).optional(),
    Name: z.string().max(128).optional(),
    Status: z.enum(['Attaching', 'Detaching', 'Attached', 'Available', 'Deleting']).optional(),
    ISP: isp().optional(),
    BillingType: integer(1, 3).optional(),
    AssociatedInstanceType: z.enum([...INSTANCE_TYPES, 'AlbInstance']).optional(),
    AssociatedInstanceId: id().optional(),
    SecurityProtectionEnabled: flag().optional(),
    IpAddressPoolId: id().optional(),
    ProjectName: z.string().max(64).optional(),
    TagFilters: tagFilters().optional(),
    ZoneId: id().optional(),
    ...pagingParameters(),
  });

/** Lists the caller's EIPs; conditions are ANDed, and nothing found is an empty list. */
export const describeEipAddresses = readAction({
  name: 'DescribeEipAddresses',
  summary: 'list EIPs',
  parameters,
  result: () => z.object({ EipAddresses: z.array(eipResult()), ...pagingResult() }),
  inert: { ZoneId: 'an EIP is of a region, and of no zone' },
  refusals: [vpcRefusals.NextTokenMalformed],

  async view(tx, input, context) {
    const paging = pagingOf(input);
    const page = await pageOf<EipRow>(tx, 'eip', paging, (db) =>
      matching(db, ownerOf(context), input),
    );
    return { EipAddresses: await viewEips(tx, page.rows), ...page.paging };
  },
});

function matching(db: Db, owner: Owner, input: z.infer<ReturnType<typeof parameters>>) {
  let select = ownRows(db, 'eip', owner, {
    status: input.Status,
    isp: input.ISP,
    billing_type: input.BillingType,
    instance_type: input.AssociatedInstanceType,
    instance_id: input.AssociatedInstanceId,
    project_name: input.ProjectName,
    ip_address_pool_id: input.IpAddressPoolId,
  });
  if (input.AllocationIds) select = select.where('eip.id', 'in', input.AllocationIds);
  if (input.EipAddresses) select = select.where('eip.ip_address', 'in', input.EipAddresses);
  if (input.Name !== undefined) {
    // "Fuzzy queries are supported": a name that contains the text. LIKE reads `_` as any
    // character.
    const text = input.Name;
    select = select.where((name) =>
      name(
        name.fn<string>('replace', ['eip.name', name.val(text), name.val('')]),
        '!=',
        name.ref('eip.name'),
      ),
    );
  }
  if (input.SecurityProtectionEnabled !== undefined) {
    const is = input.SecurityProtectionEnabled ? '!=' : '=';
    select = select.where('eip.security_protection_types', is, '[]');
  }
  if (input.TagFilters) {
    const filters = input.TagFilters;
    select = select.where((where) => tagged(where, 'eip.id', filters));
  }
  return select;
}
