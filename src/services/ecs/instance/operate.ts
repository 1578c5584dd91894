import * as z from 'zod';
import { enforce, type Rule } from '#core/action.ts';
import { type Context, ownKey } from '#core/context.ts';
import { clientToken, flag, id, list, note } from '#core/parameters.ts';
import { Refused, refuse } from '#core/refusal.ts';
import type { InstanceRow } from '#store/schema.ts';
import type { Reader, Writer } from '#store/store.ts';
import { ecsRefusals } from '../refusals.ts';
import type { OperateFacts } from './operate.rules.ts';
import { ownInstance } from './rows.ts';

/** Parameters of every operation on one instance. */
export const operateParameters = {
  InstanceId: id(),
  ClientToken: clientToken().optional(),
  DryRun: flag().default(false),
};

/** Parameters of every operation on many. */
export const operateManyParameters = {
  InstanceIds: list(id(), 100),
  ClientToken: clientToken().optional(),
};

/** Parameters of a stop, of one or of many. An empty StoppedMode is an absent one. */
export const stopParameters = {
  ForceStop: flag().optional(),
  StoppedMode: note(z.enum(['KeepCharging', 'StopCharging']), {
    malformed: ecsRefusals.StoppedModeMalformed,
  }).default('KeepCharging'),
};

/** How each instance of a batch fared; `Error` is there only when its operation was refused. */
export const operateManyResult = z.object({
  OperationDetails: z.array(
    z.object({
      InstanceId: z.string(),
      Error: z.object({ Code: z.string(), Message: z.string() }).optional(),
    }),
  ),
});

export async function operateFacts(
  tx: Reader,
  { InstanceId }: { readonly InstanceId: string },
  context: Context,
): Promise<OperateFacts & { readonly instance: InstanceRow | undefined }> {
  const key = ownKey(context, InstanceId);
  return { instanceId: InstanceId, instance: await tx.first(ownInstance, key), now: tx.now };
}

/** Ends a request that only asked whether it would pass. @throws Refused DryRunOperation. */
export function endDryRun({ DryRun }: { readonly DryRun: boolean }): void {
  if (DryRun) refuse(ecsRefusals.DryRunOperation);
}

/**
 * Begins an operation on each instance whose rules hold, and reports why the others are refused.
 */
export function operateOnEach(
  tx: Writer,
  context: Context,
  instanceIds: readonly string[],
  rules: readonly Rule<OperateFacts>[],
  begin: (instanceId: string) => Promise<void>,
): Promise<z.infer<typeof operateManyResult>> {
  const facts = (InstanceId: string) => operateFacts(tx, { InstanceId }, context);
  return onEachInstance(instanceIds, rules, facts, begin);
}

/**
 * The same for an operation that needs more facts. An instance that is named twice is operated on
 * once. Source: docs 6396/101068.
 */
export async function onEachInstance<F>(
  instanceIds: readonly string[],
  rules: readonly Rule<F>[],
  facts: (instanceId: string) => Promise<F>,
  begin: (instanceId: string) => Promise<void>,
): Promise<z.infer<typeof operateManyResult>> {
  const errors = new Map<string, { Code: string; Message: string }>();
  const ids = [...new Set(instanceIds)];
  const ready: string[] = [];
  // All instances are locked first, in the same order for every writer, before anything that
  // depends on them.
  for (const InstanceId of ids.toSorted()) {
    try {
      enforce(rules, await facts(InstanceId));
      ready.push(InstanceId);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      errors.set(InstanceId, { Code: error.refusal.code, Message: error.message });
    }
  }
  for (const InstanceId of ready) await begin(InstanceId);
  return {
    OperationDetails: ids.map((InstanceId) => {
      const refused = errors.get(InstanceId);
      return refused ? { InstanceId, Error: refused } : { InstanceId };
    }),
  };
}
