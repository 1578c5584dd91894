import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { pageOf, pagingOf, pagingParameters, pagingResult } from '#core/paging.ts';
import { flag, id, list } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import type { Db, SecurityGroupRow } from '#store/schema.ts';
import { vpcRefusals } from '../refusals.ts';
import { tagFilters } from '../tag/parameters.ts';
import { tagged } from '../tag/rows.ts';
import { securityGroupResult, viewSecurityGroups } from './view.ts';

const parameters = () =>
  z.object({
    SecurityGroupIds: list(id(), 100).optional(),
    SecurityGroupNames: list(z.string().max(128), 100).optional(),
    VpcId: id().optional(),
    ProjectName: z.string().max(64).optional(),
    TagFilters: tagFilters().optional(),
    Invisible: flag().optional(),
    ...pagingParameters(),
  });

/** Lists the caller's security groups; conditions are ANDed, and nothing found is an empty list. */
export const describeSecurityGroups = readAction({
  name: 'DescribeSecurityGroups',
  summary: 'list security groups',
  parameters,
  result: () => z.object({ SecurityGroups: z.array(securityGroupResult()), ...pagingResult() }),
  inert: { Invisible: 'no group is hidden here' },
  refusals: [vpcRefusals.ParametersExclude, vpcRefusals.NextTokenMalformed],

  async view(tx, input, { accountId, region }) {
    if (input.SecurityGroupIds && input.SecurityGroupNames) {
      refuse(vpcRefusals.ParametersExclude, 'SecurityGroupIds', 'SecurityGroupNames');
    }
    const paging = pagingOf(input);
    const page = await pageOf<SecurityGroupRow>(tx, 'security_group', paging, (db) =>
      matching(db, accountId, region.id, input),
    );
    return { SecurityGroups: await viewSecurityGroups(tx, page.rows), ...page.paging };
  },
});

function matching(
  db: Db,
  accountId: string,
  region: string,
  input: z.infer<ReturnType<typeof parameters>>,
) {
  let select = db
    .selectFrom('security_group')
    .where('security_group.account_id', '=', accountId)
    .where('security_group.region', '=', region);
  if (input.SecurityGroupIds) {
    select = select.where('security_group.id', 'in', input.SecurityGroupIds);
  }
  if (input.SecurityGroupNames) select = select.where('name', 'in', input.SecurityGroupNames);
  if (input.VpcId !== undefined) select = select.where('vpc_id', '=', input.VpcId);
  if (input.ProjectName !== undefined) {
    select = select.where('project_name', '=', input.ProjectName);
  }
  if (input.TagFilters) {
    const filters = input.TagFilters;
    select = select.where((where) => tagged(where, 'security_group.id', filters));
  }
  return select;
}
