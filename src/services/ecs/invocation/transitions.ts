import { scheduleTransitionAt } from '#core/schedule-transition.ts';
import type { Transition } from '#core/transition.ts';
import type { InvocationRow } from '#store/schema/cloud-assistant.ts';
import type { Writer } from '#store/store.ts';
import { endResult, NOT_RUNNING, RECORDED } from './ends.ts';
import { endIfOver, startWork, stopWork } from './in-guest.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { invocationById, resultsOf, statusesOfInstances } from './rows.ts';
import { periodOf } from './times.ts';

/** How the reconciler ends what was sent, or has the data plane begin it. */
export const invocationTransitions: readonly Transition[] = [
  {
    ...TRANSITIONS.run,
    inGuest: true,
    work: startWork,
    async settle(tx, { resource_id }, outcome) {
      const row = await tx.first(invocationById, { id: resource_id });
      if (row?.status !== TRANSITIONS.run.from) return false;
      if (!begunByPlane(outcome)) await record(tx, row, row.started_at);
      await endIfOver(tx, row);
      return true;
    },
  },
  {
    ...TRANSITIONS.repeat,
    atItsTime: true,
    inGuest: true,
    work: startWork,
    async settle(tx, { resource_id }, outcome, context) {
      const row = await tx.first(invocationById, { id: resource_id });
      if (row?.status !== TRANSITIONS.repeat.from) return false;
      if (!begunByPlane(outcome)) await record(tx, row, tx.now);
      const started_at = row.started_at === 0 ? tx.now : row.started_at;
      const next = nextTime(row, tx.now);
      if (next === undefined) {
        // The last time may go on.
        const status = TRANSITIONS.run.from;
        await tx.update('invocation', row.id, { status, started_at });
        await endIfOver(tx, row);
      } else {
        await tx.update('invocation', row.id, { started_at });
        await scheduleTransitionAt(tx, context, TRANSITIONS.repeat.kind, row.id, next);
      }
      return true;
    },
  },
  {
    ...TRANSITIONS.stop,
    inGuest: true,
    work: stopWork,
    async settle() {
      return true;
    },
  },
];

const begunByPlane = (outcome: Parameters<Transition['settle']>[2]) =>
  outcome.done && outcome.byPlane === true;

/** When it is sent again, if it is: times that have passed meanwhile are left out. */
function nextTime(row: InvocationRow, now: number): number | undefined {
  const period = periodOf(row.frequency);
  if (period === undefined) return undefined;
  const times = Math.max(0, Math.floor((now - row.launch_at) / period)) + 1;
  const next = row.launch_at + times * period;
  return next <= row.recurrence_end_at ? next : undefined;
}

/**
 * Writes how an invocation has ended on each of its instances where nothing is carried out: a
 * RUNNING one has done it, and any other was not reached.
 */
async function record(tx: Writer, row: InvocationRow, startedAt: number): Promise<void> {
  const results = await tx.all(resultsOf, { invocationId: row.id });
  const ids = results.map(({ instance_id }) => instance_id);
  const statuses = await statusesOfInstances(tx, row, ids);
  for (const result of results) {
    const reached = statuses.get(result.instance_id) === 'RUNNING';
    await endResult(tx, result, reached ? RECORDED : NOT_RUNNING, startedAt);
  }
}
