import { Refused } from '#core/refusal.ts';
import type { Progress } from './progress.ts';
import { gatewayRefusals } from './refusals.ts';
import { ConnectionCut, type MetFaults } from './request-faults.ts';

/**
 * Runs an action between what strikes before it and what strikes its answer.
 * @throws Refused, or ConnectionCut.
 */
export async function runFaulted(
  run: () => Promise<object>,
  progress: Progress,
  met: MetFaults,
): Promise<object> {
  const before = met.before();
  if (before !== undefined) {
    progress.injectedFault = before.faultId;
    progress.trace?.enter('wait');
    await strikeBefore(before.effect, progress);
  }
  let result: object;
  try {
    result = await run();
  } catch (error) {
    met.undone();
    throw error;
  }
  const struck = met.committed();
  if (struck === undefined) return result;
  const { faultId, effect } = struck;
  progress.injectedFault = faultId;
  if (effect.kind === 'refuse') throw effect.refused;
  progress.delivery = effect;
  return result;
}

async function strikeBefore(
  effect: NonNullable<ReturnType<MetFaults['before']>>['effect'],
  progress: Progress,
): Promise<void> {
  if (effect.kind === 'refuse') throw effect.refused;
  if (effect.kind === 'delay') return effect.over();
  progress.delivery = effect;
  throw new ConnectionCut(
    new Refused(gatewayRefusals.ServiceUnavailable, 'a fault cuts the connection'),
  );
}
