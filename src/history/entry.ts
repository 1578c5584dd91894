import type { Action } from '#core/action.ts';
import type { Service } from '#core/service.ts';
import type { Verdict } from '#core/verdict.ts';
import type { Handled } from '#gateway/answered.ts';
import { structFor } from '#gateway/decode.ts';
import type { Pair, Wire } from '#gateway/read.ts';
import { isSensitive, understoodParameters } from '#gateway/understood-parameters.ts';
import { unreadParameters } from '#gateway/unread-parameters.ts';

/** What was sent: either as it was on the wire, or, where that must not be kept, what came of it. */
export type Sent =
  | { readonly as: 'wire'; readonly query: readonly Pair[]; readonly type: string; body: string }
  | ({ readonly as: 'read' } & ReadParameters)
  /** It was too long to be kept, or could not be read. */
  | { readonly as: 'nothing' };

export interface ReadParameters {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly unread: readonly string[];
}

/** One request, as it is kept. */
export interface Entry {
  readonly requestId: string;
  /** Milliseconds since the epoch, when it was answered. */
  readonly at: number;
  readonly handled: {
    readonly accountId: string;
    readonly status: number;
    readonly code: string;
    readonly ms: number | undefined;
    readonly stages: Handled['answered']['stages'] | undefined;
  };
  readonly region: string;
  readonly serviceName: string;
  readonly actionName: string;
  readonly service: Service | undefined;
  readonly action: Action | undefined;
  readonly sent: Sent;
  readonly refused: RefusedEntry | undefined;
  readonly scheduled: readonly string[];
  /** About as much memory as it takes. */
  readonly bytes: number;
}

interface RefusedEntry {
  readonly message: string;
  readonly parameter: string | undefined;
  readonly reason: string | undefined;
  readonly verdicts: readonly Verdict[];
}

/** A body or a query that is longer is not kept; those of real requests have some hundred characters. */
export const LONGEST_SENT = 64 << 10;
/** Names that a client made up are cut, as in its answer. */
const LONGEST_NAME = 256;
const LONGEST_TEXT = 2048;

/** Bytes of the objects themselves: estimates, rather too high. */
const ENTRY_BYTES = 1024;
const VERDICT_BYTES = 256;
const PAIR_BYTES = 96;

/** What is kept of a request. Of what is judged, only the words remain: the facts may be large. */
export function entryOf(
  { answered, wire, target, refused, scheduled }: Handled,
  at: number,
): Entry {
  const { identity, accountId, status, code, ms, stages, parameter, reason } = answered;
  const sent = wire === undefined ? NOTHING : sentOf(wire, target);
  const kept = refused && {
    message: cut(refused.message, LONGEST_TEXT),
    parameter: parameter && cut(parameter, LONGEST_NAME),
    reason: reason && cut(reason, LONGEST_TEXT),
    verdicts: refused.verdicts('operator').map(cutVerdict),
  };
  return {
    requestId: identity.requestId,
    at,
    handled: { accountId, status, code, ms, stages },
    region: cut(identity.region, LONGEST_NAME),
    serviceName: cut(identity.service, LONGEST_NAME),
    actionName: cut(identity.action, LONGEST_NAME),
    service: target?.service,
    action: target?.action,
    sent,
    refused: kept,
    scheduled,
    bytes: ENTRY_BYTES + sizeOf(sent) + sizeOfRefused(kept) + 64 * scheduled.length,
  };
}

const NOTHING: Sent = { as: 'nothing' };

function sentOf(wire: Wire, target: Handled['target']): Sent {
  const { query, headers, body } = wire;
  let length = body.length;
  for (const [name, value] of query) length += name.length + value.length;
  if (length > LONGEST_SENT) return NOTHING;
  // Nobody knows which of the values is a secret: only the names are kept.
  if (target === undefined)
    return { as: 'read', parameters: {}, unread: unreadParameters(wire, undefined) };
  if (holdsSecret(target.action)) return readParameters(wire, target.service, target.action);
  return {
    as: 'wire',
    query,
    type: headers['content-type'] ?? '',
    // The bytes may be a part of a much larger buffer. Every byte is one character of this text.
    body: length === 0 ? '' : Buffer.from(body).toString('latin1'),
  };
}

function readParameters(wire: Wire, service: Service, action: Action): Sent & { as: 'read' } {
  return {
    as: 'read',
    parameters: understoodParameters(wire, action, service.parameterRefusals),
    unread: unreadParameters(wire, structFor(action)),
  };
}

const holding = new WeakMap<Action, boolean>();

function holdsSecret(action: Action): boolean {
  const known = holding.get(action) ?? isSensitive(structFor(action));
  holding.set(action, known);
  return known;
}

/**
 * The parameters of a kept request, and those that nobody read; undefined when they were not kept.
 * This work is done when somebody looks, and not while the request waits.
 */
export function parametersOf({ sent, service, action }: Entry): ReadParameters | undefined {
  if (sent.as === 'nothing') return undefined;
  if (sent.as === 'read' || service === undefined || action === undefined) {
    return sent.as === 'read' ? sent : undefined;
  }
  const { query, type, body } = sent;
  const headers = { 'content-type': type };
  const wire: Wire = {
    method: 'POST',
    path: '/',
    query,
    headers,
    body: Buffer.from(body, 'latin1'),
  };
  return readParameters(wire, service, action);
}

function sizeOf(sent: Sent): number {
  if (sent.as === 'nothing') return 0;
  if (sent.as === 'read') return 2 * JSON.stringify(sent).length;
  let size = sent.body.length;
  for (const [name, value] of sent.query) size += PAIR_BYTES + name.length + value.length;
  return size;
}

function sizeOfRefused(refused: RefusedEntry | undefined): number {
  if (refused === undefined) return 0;
  const { message, reason = '', verdicts } = refused;
  let size = message.length + reason.length;
  for (const { message: text, because } of verdicts) {
    size += VERDICT_BYTES + 2 * (text.length + because.length);
  }
  return size;
}

const cutVerdict = (verdict: Verdict): Verdict => ({
  ...verdict,
  message: cut(verdict.message, LONGEST_TEXT),
  because: cut(verdict.because, LONGEST_TEXT),
});

const cut = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most)}…`;
