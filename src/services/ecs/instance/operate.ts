import * as z from 'zod';
import type { Rule } from '#core/action.ts';
import { type Context, ownKey } from '#core/context.ts';
import { clientToken, flag, id, list, note } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import type { InstanceRow } from '#store/schema.ts';
import type { Reader, Writer } from '#store/store.ts';
import { onEach } from '../on-each.ts';
import { ecsRefusals } from '../refusals.ts';
import type { OperateFacts } from './operate.rules.ts';
import { ownInstance } from './rows.ts';

/** Parameters of every operation on one instance. */
export const operateParameters = () => ({
  InstanceId: id(),
  ClientToken: clientToken().optional(),
  DryRun: flag().default(false),
});

/** Parameters of every operation on many. */
export const operateManyParameters = () => ({
  InstanceIds: list(id(), 100),
  ClientToken: clientToken().optional(),
});

/** Parameters of a stop, of one or of many. An empty StoppedMode is an absent one. */
export const stopParameters = () => ({
  ForceStop: flag().optional(),
  StoppedMode: note(z.enum(['KeepCharging', 'StopCharging']), {
    malformed: ecsRefusals.StoppedModeMalformed,
  }).default('KeepCharging'),
});

/** How each instance of a batch fared; `Error` is there only when its operation was refused. */
export const operateManyResult = () =>
  z.object({
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
): Promise<z.infer<ReturnType<typeof operateManyResult>>> {
  const facts = (InstanceId: string) => operateFacts(tx, { InstanceId }, context);
  return onEach('InstanceId', instanceIds, rules, facts, begin);
}
