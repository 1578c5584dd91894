import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { type Context, ownerOf } from '#core/context.ts';
import { pageOf } from '#core/paging.ts';
import { id, list, text } from '#core/parameters.ts';
import { beijing } from '#platform/time.ts';
import type { DeploymentSetMemberRow, DeploymentSetRow } from '#store/schema/deployment-set.ts';
import type { Db } from '#store/schema.ts';
import { tokenPaging, tokenPagingOf } from '../paging.ts';
import { ecsRefusals } from '../refusals.ts';
import { allowedInZone } from './join.ts';
import { granularity, strategy } from './parameters.ts';
import { membersOfSets } from './rows.ts';

const parameters = () =>
  z.object({
    DeploymentSetIds: list(id(), 100).optional(),
    /** A part of the name. */
    DeploymentSetName: text(128).optional(),
    Granularity: granularity().optional(),
    Strategy: strategy().optional(),
    ...tokenPaging(100),
  });

const deploymentSetResult = () =>
  z.object({
    DeploymentSetId: z.string(),
    DeploymentSetName: z.string(),
    DeploymentSetDescription: z.string(),
    Strategy: z.string(),
    Granularity: z.string(),
    GroupCount: z.int(),
    InstanceAmount: z.int(),
    InstanceIds: z.array(z.string()),
    Capacities: z.array(
      z.object({ ZoneId: z.string(), UsedCount: z.int(), AvailableCount: z.int() }),
    ),
    CreatedAt: z.string(),
  });

/** Lists the caller's deployment sets; conditions are ANDed. */
export const describeDeploymentSets = readAction({
  name: 'DescribeDeploymentSets',
  summary: 'list deployment sets',
  parameters,
  result: () => z.object({ DeploymentSets: z.array(deploymentSetResult()), NextToken: z.string() }),
  refusals: [ecsRefusals.NextTokenMalformed],

  async view(tx, input, context) {
    const page = await pageOf<DeploymentSetRow>(tx, 'deployment_set', tokenPagingOf(input), (db) =>
      matching(db, context, input),
    );
    const ids = page.rows.map((row) => row.id);
    const members = await membersOfSets(tx, ids);
    return {
      DeploymentSets: page.rows.map((row) => view(context, row, members.get(row.id) ?? [])),
      NextToken: page.paging.NextToken,
    };
  },
});

function view(
  { region, world }: Context,
  row: DeploymentSetRow,
  members: readonly DeploymentSetMemberRow[],
): z.infer<ReturnType<typeof deploymentSetResult>> {
  const allowed = allowedInZone(world, row);
  return {
    DeploymentSetId: row.id,
    DeploymentSetName: row.name,
    DeploymentSetDescription: row.description,
    Strategy: row.strategy,
    Granularity: row.granularity,
    GroupCount: row.group_count,
    InstanceAmount: members.length,
    InstanceIds: members.map((each) => each.id),
    Capacities: region.zones.map((ZoneId) => {
      const UsedCount = members.filter(({ zone_id }) => zone_id === ZoneId).length;
      return { ZoneId, UsedCount, AvailableCount: Math.max(0, allowed - UsedCount) };
    }),
    CreatedAt: beijing(row.created_at),
  };
}

function matching(db: Db, context: Context, input: z.infer<ReturnType<typeof parameters>>) {
  const owner = ownerOf(context);
  let select = db
    .selectFrom('deployment_set')
    .where('deployment_set.account_id', '=', owner.account_id)
    .where('deployment_set.region', '=', owner.region);
  if (input.DeploymentSetIds) {
    select = select.where('deployment_set.id', 'in', input.DeploymentSetIds);
  }
  if (input.Granularity !== undefined) {
    select = select.where('deployment_set.granularity', '=', input.Granularity);
  }
  if (input.Strategy !== undefined) {
    select = select.where('deployment_set.strategy', '=', input.Strategy);
  }
  const part = input.DeploymentSetName;
  if (part !== undefined) {
    // A name contains the text if removing the text changes the name. LIKE would take _ for any
    // letter.
    select = select.where((where) =>
      where(
        where.fn('replace', ['deployment_set.name', where.val(part), where.val('')]),
        '!=',
        where.ref('deployment_set.name'),
      ),
    );
  }
  return select;
}
