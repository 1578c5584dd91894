import type { Action, Verdict } from '#core/action.ts';
import { refuse } from '#core/refusal.ts';
import { NO_REGION, type Service } from '#core/service.ts';
import { decode } from '#gateway/decode.ts';
import { refuseUnserved } from '#gateway/directory.ts';
import { soleValue, type Wire } from '#gateway/read.ts';
import { gatewayRefusals } from '#gateway/refusals.ts';
import type { Ids } from '#platform/ids.ts';
import type { Store } from '#store/store.ts';
import type { Region, World } from '#world/world.ts';

export interface ExplainControl {
  readonly services: readonly Service[];
  readonly world: World;
  readonly store: Store;
  readonly ids: Ids;
}

export interface Explanation {
  readonly Action: string;
  /** Whether no precondition is broken. What only the change itself finds is not judged. */
  readonly Allowed: boolean;
  readonly Verdicts: readonly Verdict[];
}

/**
 * Says of each precondition of a write action whether it holds, and changes nothing. The parameters
 * are the action's own, with `Action` and, where the defaults will not do, `Service`, `Version`,
 * `Region` and `AccountId`.
 * @throws Refused for an unknown action, region or account, and for what decode refuses.
 */
export async function explain(control: ExplainControl, wire: Wire): Promise<Explanation> {
  const { world, store, ids } = control;
  const { service, action } = await findAction(control.services, wire);
  const region = service.global
    ? NO_REGION
    : findRegion(world, soleValue(wire.query, 'Region') ?? world.defaultRegionId);
  const accountId = soleValue(wire.query, 'AccountId') ?? world.defaultAccountId;
  if (world.account(accountId) === undefined) {
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
  const asked = services.filter((service) => (serviceName ?? service.name) === service.name);
  const version = soleValue(query, 'Version');
  for (const service of asked) {
    const action = service.actions.find((each) => each.name === name);
    if (action && (version ?? service.version) === service.version) return { service, action };
  }
  // Without a service's name, the one that is to have the action is told by the others' lists.
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
