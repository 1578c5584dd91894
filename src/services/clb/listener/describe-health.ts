import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { pageOfList, pagingOf, placeOfNumber } from '#core/paging.ts';
import { flag, id } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { beijing } from '#platform/time.ts';
import { listQuery } from '#store/query.ts';
import { numberPaging, numberPagingResult, pageNumbers } from '../paging.ts';
import { clbRefusals } from '../refusals.ts';
import { serversOfGroup } from '../server-group/rows.ts';
import { instanceIdOf } from '../server-group/view.ts';
import { ownListener } from './rows.ts';
import { readSettings } from './settings.ts';

const runningInstances = listQuery((db, ids) =>
  db.selectFrom('instance').select('id').where('id', 'in', ids).where('status', '=', 'RUNNING'),
);

/**
 * Lists the health of a listener's servers. Nothing is checked: an instance is healthy while it is
 * RUNNING, and what is no instance always is.
 */
export const describeListenerHealth = readAction({
  name: 'DescribeListenerHealth',
  summary: "list the health of a listener's servers, which nothing checks",
  parameters: () =>
    z.object({ ListenerId: id(), OnlyUnHealthy: flag().default(false), ...numberPaging() }),
  result: () =>
    z.object({
      Status: z.string(),
      UnHealthyCount: z.int(),
      Results: z.array(
        z.object({
          ServerId: z.string(),
          ServerGroupId: z.string(),
          InstanceId: z.string(),
          Type: z.string(),
          Ip: z.string(),
          Port: z.int(),
          Status: z.string(),
          RuleNumber: z.int(),
          UpdatedAt: z.string(),
        }),
      ),
      ...numberPagingResult(),
    }),
  refusals: [clbRefusals.ListenerNotFound],

  async view(tx, input, context) {
    const listener =
      (await tx.first(ownListener, ownKey(context, input.ListenerId))) ??
      refuse(clbRefusals.ListenerNotFound);
    const servers = await tx.all(serversOfGroup, { serverGroupId: listener.server_group_id });
    const ids = servers.flatMap((each) => (each.type === 'ecs' ? [each.instance_id] : []));
    const running = ids.length === 0 ? [] : await tx.allOf(runningInstances, ids);
    const runs = new Set(running.map((each) => each.id));
    const all = servers.map((each) => ({
      ...each,
      up: each.type !== 'ecs' || runs.has(each.instance_id),
    }));
    const down = all.filter(({ up }) => !up);
    const { rows, paging } = pageOfList(
      input.OnlyUnHealthy ? down : all,
      pagingOf(input),
      ({ position }) => placeOfNumber(position),
    );
    const checked = readSettings(listener).HealthCheck.Enabled === 'on';
    return {
      Status: listener.status === 'Disabled' ? 'Disabled' : down.length > 0 ? 'Error' : 'Active',
      UnHealthyCount: down.length,
      Results: rows.map((each) => ({
        ServerId: each.id,
        ServerGroupId: each.server_group_id,
        InstanceId: instanceIdOf(each),
        Type: each.type,
        Ip: each.ip,
        Port: each.port,
        Status: !checked ? 'Unused' : each.up ? 'Up' : 'Down',
        RuleNumber: 0,
        UpdatedAt: beijing(listener.updated_at),
      })),
      ...pageNumbers(paging),
    };
  },
});
