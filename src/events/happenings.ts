import type { Struck } from '#faults/faults.ts';
import type { Answered } from '#gateway/answered.ts';
import { beijing } from '#platform/time.ts';
import type { ChangeObserver, ResourceChange } from '#store/store.ts';
import type { EventLog, TenonEvent } from './event-log.ts';

/*
 * What happens, as events. The data of each is what docs/control-api.md says.
 */

/** Tells what transactions have made of resources. */
export const tellChanges =
  (log: EventLog): ChangeObserver =>
  (changes) => {
    for (const change of changes) log.publish(changeEvent(change));
  };

function changeEvent({ table, id, account_id, region, from, to, revision }: ResourceChange) {
  const event = from === undefined ? 'made' : to === undefined ? 'gone' : 'changed';
  const data = {
    type: table,
    id,
    account: account_id,
    region,
    from: from ?? null,
    to: to ?? null,
    revision,
  };
  return { event, type: table, account: account_id, data } as const;
}

/** A request of the API was answered, at `now` of the real clock. */
export function answeredEvent(answered: Answered, now: number): TenonEvent {
  const { identity, accountId, status, code, ms } = answered;
  const { requestId, region, service, action } = identity;
  const data = {
    requestId,
    time: beijing(now),
    account: accountId,
    region: cut(region),
    service: cut(service),
    action: cut(action),
    status,
    code,
    ms: ms === undefined ? null : Math.round(ms * 1000) / 1000,
  };
  return { event: 'answered', type: '', account: accountId, data };
}

/** Names that a client made up are cut, as in its answer. */
const cut = (name: string): string => (name.length <= 256 ? name : `${name.slice(0, 256)}…`);

/** A fault that a tester asked for has struck a request. */
export function struckEvent({ accountId, ...struck }: Struck): TenonEvent {
  return { event: 'struck', type: '', account: accountId, data: { account: accountId, ...struck } };
}

/** Everything of an account is as it began, or as a snapshot has it; '' for everything there is. */
export const resetEvent = (account: string): TenonEvent => ({
  event: 'reset',
  type: '',
  account,
  data: { account: account === '' ? null : account },
});
