import * as z from 'zod';
import { findAccount } from '#core/account.ts';
import type { Action } from '#core/action.ts';
import { refuse } from '#core/refusal.ts';
import { loadServices, NO_REGION, type Service } from '#core/service.ts';
import type { Verdict } from '#core/verdict.ts';
import { decode } from '#gateway/decode.ts';
import { refuseUnserved } from '#gateway/directory.ts';
import { soleValue, type Wire } from '#gateway/read.ts';
import { gatewayRefusals } from '#gateway/refusals.ts';
import type { Ids } from '#platform/ids.ts';
import type { Store } from '#store/store.ts';
import type { Region, World } from '#world/world.ts';
import { routesOf } from './route.ts';

export interface ExplainControl {
  readonly services: readonly Service[];
  readonly world: World;
  readonly store: Store;
  readonly ids: Ids;
}

export interface Explanation {
  readonly Action: string;
  /**
   * Whether no precondition is broken. Refusals that only the change itself can find are not
   * considered.
   */
  readonly Allowed: boolean;
  readonly Verdicts: readonly Verdict[];
}

/**
 * Tells for each precondition of a write action whether it holds, and changes nothing. The
 * parameters are the action's own, with `Action` and, where the defaults do not fit, `Service`,
 * `Version`, `Region` and `AccountId`.
 * @throws Refused for an unknown action, region or account, and for what decode refuses.
 */
export async function explain(control: ExplainControl, wire: Wire): Promise<Explanation> {
  const { world, store, ids } = control;
  const { service, action } = await findAction(control.services, wire);
  const region = service.global
    ? NO_REGION
    : findRegion(world, soleValue(wire.query, 'Region') ?? world.defaultRegionId);
  const accountId = soleValue(wire.query, 'AccountId') ?? world.defaultAccountId;
  if ((await store.read((tx) => findAccount(tx, world, accountId))) === undefined) {
    refuse(gatewayRefusals.InvalidParameter, 'AccountId', `there is no account ${accountId}`);
  }
  const input = decode(wire, action, service.parameterRefusals);
  const verdicts =
    action.kind === 'read'
      ? []
      : await store.read((tx) =>
          action.explain(tx, input, {
            accountId,
            region,
            requestId: ids.request(tx.now),
            world,
            ids,
            settlesAt: (_, now) => now,
          }),
        );
  return {
    Action: action.name,
    Allowed: verdicts.every(({ verdict }) => verdict !== 'fail'),
    Verdicts: verdicts,
  };
}

async function findAction(
  services: readonly Service[],
  { query }: Wire,
): Promise<{ service: Service; action: Action }> {
  const name = soleValue(query, 'Action');
  if (name === undefined) return refuse(gatewayRefusals.MissingParameter, 'Action');
  const serviceName = soleValue(query, 'Service');
  const asked = await loadServices(
    services.filter((service) => (serviceName ?? service.name) === service.name),
  );
  const version = soleValue(query, 'Version');
  for (const service of asked) {
    const action = service.actions.find((each) => each.name === name);
    if (action && (version ?? service.version) === service.version) return { service, action };
  }
  // Without a service name, the vendor's lists tell which service should have the action.
  const lacking = asked.find(({ notYet }) => Object.hasOwn(notYet, name)) ?? asked[0];
  const versions = asked.filter((service) => service.name === lacking?.name);
  return refuseUnserved(
    {
      service: serviceName ?? lacking?.name ?? '',
      action: name,
      version: version ?? lacking?.version ?? '',
    },
    versions,
  );
}

function findRegion(world: World, id: string): Region {
  return (
    world.region(id) ??
    refuse(gatewayRefusals.InvalidParameter, 'Region', `there is no region ${id}`)
  );
}

/** One precondition, as an answer shows it. */
export const verdictView = z.strictObject({
  verdict: z.enum(['pass', 'fail', 'unknown']),
  http: z.int(),
  code: z.string(),
  message: z.string(),
  parameter: z.string().optional(),
  because: z.string().describe('the fact that decided it'),
});

const route = routesOf<ExplainControl>();

export const explainRoutes = [
  route({
    method: 'GET',
    path: 'explain',
    summary: 'Tells of each precondition of an action whether it holds, and changes nothing.',
    freeQuery: true,
    answer: z.strictObject({
      Action: z.string(),
      Allowed: z.boolean(),
      Verdicts: z.array(verdictView),
    }),
    handle: async (control, { wire }) => {
      const { Verdicts, ...rest } = await explain(control, wire());
      return { ...rest, Verdicts: [...Verdicts] };
    },
  }),
];
