import type { CommandEnd } from '#core/guest-command.ts';
import type { PlanePlan, PlaneWork } from '#core/transition.ts';
import { literal } from '#store/literal.ts';
import { query } from '#store/query.ts';
import type { InvocationResultRow, InvocationRow } from '#store/schema/cloud-assistant.ts';
import type { IntentRow } from '#store/schema.ts';
import type { Reader, Writer } from '#store/store.ts';
import { endOfAll, endResult, LOST, NOT_RUNNING, type ResultEnd } from './ends.ts';
import { TRANSITIONS, UNDER_WAY } from './lifecycle.ts';
import {
  begun,
  invocationById,
  resultById,
  resultsOf,
  statusesOfInstances,
  writeResult,
} from './rows.ts';
import { programOf, scriptOf } from './script.ts';

/*
 * Where a data plane carries commands out: what it is to begin, and what becomes of it. A command
 * has an id for each instance and each time that it is sent. Nobody waits for one: its end is
 * written when it is told.
 */

/** The id by which the data plane knows it; '' of one that it has not been given. */
const commandIdOf = ({ id, intent_id }: Pick<InvocationResultRow, 'id' | 'intent_id'>): string =>
  intent_id === '' ? '' : `${id}-${intent_id}`;

/**
 * Begins a time of an invocation on each instance that runs; on any other it fails. Where the last
 * time still goes on, this one is left out.
 */
export async function startWork(tx: Writer, intent: IntentRow): Promise<PlanePlan> {
  const row = await tx.first(invocationById, { id: intent.resource_id });
  if (row === undefined || !UNDER_WAY.includes(row.status)) return [];
  const results = await tx.all(resultsOf, { invocationId: row.id });
  const ids = results.map(({ instance_id }) => instance_id);
  const statuses = await statusesOfInstances(tx, row, ids);
  const works: PlaneWork[] = [];
  for (const result of results) {
    const known = result.intent_id === intent.id;
    if (!known && goesOn(result)) continue;
    if (!known) {
      const mark = { ...result, intent_id: intent.id };
      if (statuses.get(result.instance_id) !== 'RUNNING') {
        await endResult(tx, mark, NOT_RUNNING, tx.now);
        continue;
      }
      await tx.run(writeResult, {
        id: result.id,
        ...begun,
        intent_id: intent.id,
        started_at: tx.now,
      });
    } else if (result.ended_at !== 0) continue;
    works.push(startOf(row, { ...result, intent_id: intent.id }));
  }
  return [works];
}

const goesOn = ({ intent_id, ended_at }: InvocationResultRow) => intent_id !== '' && ended_at === 0;

const startOf = (row: InvocationRow, result: InvocationResultRow): PlaneWork => ({
  do: 'start',
  instanceId: result.instance_id,
  command: {
    id: commandIdOf(result),
    program: programOf(row.command_type),
    script: scriptOf(row),
    workingDir: row.working_dir,
    username: row.username,
    timeoutSeconds: row.timeout,
  },
});

/** Ends what goes on of an invocation that was stopped. */
export async function stopWork(tx: Writer, { resource_id }: IntentRow): Promise<PlanePlan> {
  const results = await tx.all(resultsOf, { invocationId: resource_id });
  const ids = results.map(commandIdOf).filter((id) => id !== '');
  return [ids.map((commandId) => ({ do: 'end', commandId }))];
}

/** The ids of the commands that should go on, and whether each has been begun by now. */
export async function commandsWanted(tx: Reader): Promise<{ id: string; begun: boolean }[]> {
  const rows = await tx.all(goingOn, {});
  return rows.map((row) => ({ id: commandIdOf(row), begun: row.pending === null }));
}

const goingOn = query((db, _: object) =>
  db
    .selectFrom('invocation_result as result')
    .leftJoin('intent', 'intent.id', 'result.intent_id')
    .select(['result.id', 'result.intent_id', 'intent.id as pending'])
    .where('result.status', '=', literal(begun.status))
    .where('result.intent_id', '!=', ''),
);

const pending = query((db, p: { id: string }) =>
  db.selectFrom('intent').select('id').where('id', '=', p.id),
);

/**
 * Keeps how a command has ended, or that it was lost. Resolves to false when nobody waits for it any
 * more.
 */
export async function keepCommandEnd(
  tx: Writer,
  commandId: string,
  end: CommandEnd | 'lost',
): Promise<boolean> {
  const [, id = ''] = /^(ivr-[^-]+)-/.exec(commandId) ?? [];
  const result = await tx.first(resultById, { id });
  if (result === undefined || commandIdOf(result) !== commandId || result.ended_at !== 0)
    return false;
  await endResult(tx, result, end === 'lost' ? LOST : resultOf(end));
  const row = await tx.first(invocationById, { id: result.invocation_id });
  const hasSettled = (await tx.first(pending, { id: result.intent_id })) === undefined;
  // Else what settles it ends it: also one that is sent again.
  if (row?.status === TRANSITIONS.run.from && hasSettled) await endIfOver(tx, row);
  return true;
}

/** Ends an invocation that is sent no more, once it has ended on each of its instances. */
export async function endIfOver(tx: Writer, row: InvocationRow): Promise<void> {
  const end = await endOfAll(tx, row.id);
  if (end === undefined) return;
  const status = row.repeat_mode === 'Rate' ? TRANSITIONS.repeat.to : end;
  await tx.update('invocation', row.id, { status, ended_at: tx.now });
}

function resultOf({ how, exitCode, output, bytesLeftOut, reason }: CommandEnd): ResultEnd {
  const said = { exit_code: exitCode, output };
  const left =
    bytesLeftOut === 0 ? '' : `the first ${bytesLeftOut} bytes of the output are left out`;
  switch (how) {
    case 'refused':
      return { status: 'Failed', error_code: 'TaskExecutionFailed', message: reason, ...said };
    case 'timed-out':
      return { status: 'Timeout', error_code: 'TaskExecutionTimeout', message: left, ...said };
    case 'instance-stopped': {
      const message = 'the instance stopped while the command ran';
      return { status: 'Failed', error_code: 'TaskExecutionFailed', message, ...said };
    }
    case 'exited':
      return exitCode === 0
        ? { status: 'Success', error_code: '', message: left, ...said }
        : { status: 'Failed', error_code: 'TaskExecutionFailed', message: left, ...said };
  }
}
