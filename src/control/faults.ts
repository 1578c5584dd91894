import * as z from 'zod';
import { Refused, refuse } from '#core/refusal.ts';
import type { Faults } from '#faults/faults.ts';
import { faultSchema } from '#faults/spec.ts';
import type { AccountsControl } from './accounts.ts';
import type { ClockControl } from './clock.ts';
import { controlRefusals } from './refusals.ts';
import { routesOf } from './route.ts';

export interface FaultsControl extends AccountsControl, Pick<ClockControl, 'settled'> {
  readonly faults: Faults;
}

const faultView = faultSchema().extend({
  id: z.string(),
  parameters: z.record(z.string(), z.string()).optional(),
  struck: z.int().describe('how often it has struck'),
});

const listView = z.strictObject({ faults: z.array(faultView) });

const SHAPE =
  '{"service": "vpc", "action": "AttachNetworkInterface", "when": "before", "refuse": {"code": "FlowLimitExceeded"}}, with one of refuse, delayMs, cut, half, misstate, fail, hold';

const route = routesOf<FaultsControl>();

export const faultRoutes = [
  route({
    method: 'GET',
    path: 'faults',
    summary: 'Lists the faults, and how often each has struck.',
    answer: listView,
    handle: ({ faults }) => ({ faults: faults.list() }),
  }),
  route({
    method: 'POST',
    path: 'faults',
    summary: 'Adds a fault, which strikes from the next request on.',
    body: { schema: faultSchema(), shape: SHAPE },
    answer: z.strictObject({ id: z.string() }),
    async handle({ faults, accounts }, { body }) {
      const { account } = body;
      if (account !== undefined && !(await accounts.has(account))) {
        refuseFault('account', `there is no account [${account}]`);
      }
      const added = await faults.add(body);
      if (!('wrong' in added)) return { id: added.id };
      return refuseFault(added.wrong.field, added.wrong.problem);
    },
  }),
  route({
    method: 'DELETE',
    path: 'faults',
    summary: 'Removes all faults, and answers what they were.',
    answer: listView,
    async handle({ faults, settled }) {
      const removed = await faults.clear();
      await settled();
      return { faults: removed };
    },
  }),
  route({
    method: 'DELETE',
    path: 'faults/{faultId}',
    summary: 'Removes a fault. What it held goes on, and is settled if it is due.',
    answer: faultView,
    async handle({ faults, settled }, { path: { faultId = '' } }) {
      const removed = await faults.remove(faultId);
      await settled();
      return removed ?? refuse(controlRefusals.NoSuchFault, faultId);
    },
  }),
];

function refuseFault(field: string, problem: string): never {
  throw new Refused(controlRefusals.FaultRefused, problem).about({
    ...(field !== '' && { parameter: field }),
    reason: problem,
  });
}
