import type { InvocationResultRow } from '#store/schema/cloud-assistant.ts';
import type { Writer } from '#store/store.ts';
import type { InvocationStatus } from './lifecycle.ts';
import { type ResultColumns, resultsOf, writeResult } from './rows.ts';

/** How it has ended on one instance, but for when. */
export type ResultEnd = Pick<ResultColumns, 'status' | 'error_code' | 'message'> &
  Partial<Pick<ResultColumns, 'exit_code' | 'output'>>;

export const NOT_RUNNING: ResultEnd = {
  status: 'Failed',
  error_code: 'TaskDeliveryTimeout',
  message: 'the instance was not running',
  exit_code: 1,
};

export const STOPPED: ResultEnd = {
  status: 'Failed',
  error_code: 'TaskExecutionFailed',
  message: 'the invocation was stopped',
  exit_code: 1,
};

/** Where nothing carries commands out, an instance that runs has done what it was told. */
export const RECORDED: ResultEnd = {
  status: 'Success',
  error_code: '',
  message: 'recorded: this server carries out no commands',
};

/** It was begun, and whatever carried it out knows nothing of it. */
export const LOST: ResultEnd = {
  status: 'Failed',
  error_code: 'TaskExecutionFailed',
  message: 'the server ended while the command ran, and ended it',
  exit_code: 1,
};

/** Writes how it has ended on an instance. */
export async function endResult(
  tx: Writer,
  row: InvocationResultRow,
  end: ResultEnd,
  startedAt = row.started_at,
): Promise<void> {
  const { id, intent_id } = row;
  const rest = { exit_code: 0, output: '', intent_id, started_at: startedAt, ended_at: tx.now };
  await tx.run(writeResult, { id, ...rest, ...end });
}

/** The status of the whole; undefined while it goes on somewhere. */
export async function endOfAll(
  tx: Writer,
  invocationId: string,
): Promise<InvocationStatus | undefined> {
  const results = await tx.all(resultsOf, { invocationId });
  if (results.some(({ ended_at }) => ended_at === 0)) return undefined;
  const done = results.filter(({ status }) => status === 'Success').length;
  if (done === results.length) return 'Success';
  return done === 0 ? 'Failed' : 'PartialFailed';
}
