import type { Action } from '#core/action.ts';
import { type Refusal, Refused } from '#core/refusal.ts';
import { loadServices, type Service } from '#core/service.ts';
import { type Shape, structOf } from '#gateway/parameter-shape.ts';
import { gatewayRefusals } from '#gateway/refusals.ts';
import { RetryLater } from '#gateway/retry-later.ts';
import { nearest } from './nearest.ts';
import { EFFECT_NAMES, EFFECTS, type EffectName, type FaultSpec, type When } from './spec.ts';

/** A fault that makes sense for the services of this server. */
export interface Fault extends FaultSpec {
  /** Both as the contract spells them. */
  readonly service: string;
  readonly action: string;
  readonly effect: Effect;
  /** For `settle`: the kinds of transitions that it strikes. */
  readonly kinds: ReadonlySet<string>;
}

/** What happens. */
export type Effect =
  | { readonly kind: 'refuse'; readonly refused: () => Refused }
  | { readonly kind: 'delay'; readonly ms: number }
  | { readonly kind: 'cut' | 'half' | 'misstate' }
  | { readonly kind: 'fail'; readonly reason: string }
  | { readonly kind: 'hold' };

/** What is wrong with a fault: the field, and why in words. */
export interface FaultProblem {
  readonly field: string;
  readonly problem: string;
}

/** Thrown with the first field that makes no sense. */
class Senseless extends Error {
  readonly field: string;

  constructor(field: string, problem: string) {
    super(problem);
    this.field = field;
  }
}

/** Holds a fault against the contracts. */
export async function readFault(
  spec: FaultSpec,
  services: readonly Service[],
): Promise<{ readonly fault: Fault } | { readonly wrong: FaultProblem }> {
  try {
    return { fault: await read(spec, services) };
  } catch (error) {
    if (!(error instanceof Senseless)) throw error;
    return { wrong: { field: error.field, problem: error.message } };
  }
}

async function read(spec: FaultSpec, services: readonly Service[]): Promise<Fault> {
  const { service, action } = await target(spec, services);
  const name = effectOf(spec);
  if (spec.seed !== undefined && spec.probability === undefined) {
    throw new Senseless('seed', 'a seed has no use without a probability');
  }
  for (const parameter of Object.keys(spec.parameters ?? {})) checkParameter(action, parameter);
  const kinds = name === 'fail' || name === 'hold' ? struckKinds(action, name, services) : [];
  const effect = effectFrom(spec, name, service, action);
  return { ...spec, service: service.name, action: action.name, effect, kinds: new Set(kinds) };
}

async function target(
  spec: FaultSpec,
  services: readonly Service[],
): Promise<{ readonly service: Service; readonly action: Action }> {
  const versions = services.filter(({ name }) => name === spec.service.toLowerCase());
  if (versions.length === 0) {
    const known = [...new Set(services.map(({ name }) => name))].join(', ');
    throw new Senseless('service', `there is no service [${spec.service}], there is ${known}`);
  }
  const loaded = await loadServices(versions);
  for (const service of loaded) {
    const action = service.actions.find(({ name }) => name === spec.action);
    if (action !== undefined) return { service, action };
  }
  const names = loaded.flatMap(({ actions }) => actions.map(({ name }) => name));
  const close = nearest(spec.action, names).join(', ');
  throw new Senseless(
    'action',
    `[${spec.service}] has no action [${spec.action}]; nearest are ${close}; docs/actions.md lists them all`,
  );
}

/** The one effect that is given. */
function effectOf(spec: FaultSpec): EffectName {
  const given = EFFECT_NAMES.filter((name) => spec[name] !== undefined);
  const [name, other] = given;
  const possible = EFFECTS[spec.when].join(', ');
  if (name === undefined) {
    throw new Senseless('', `say what happens ${WHEN[spec.when]}: one of ${possible}`);
  }
  if (other !== undefined) {
    throw new Senseless(other, `only one thing can happen, and [${name}] is given already`);
  }
  if (!(EFFECTS[spec.when] as readonly string[]).includes(name)) {
    const times = (Object.keys(EFFECTS) as When[]).filter((when) =>
      (EFFECTS[when] as readonly string[]).includes(name),
    );
    throw new Senseless(
      name,
      `[${name}] cannot happen ${WHEN[spec.when]}, where there is ${possible}; it takes "when": ${times.map((when) => `"${when}"`).join(' or ')}`,
    );
  }
  return name;
}

const WHEN: Readonly<Record<When, string>> = {
  before: 'before anything is done',
  answer: 'to an answer',
  settle: 'while a transition settles',
};

function effectFrom(
  { refuse, delayMs = 0, fail = '' }: FaultSpec,
  name: EffectName,
  service: Service,
  action: Action,
): Effect {
  switch (name) {
    case 'refuse':
      return { kind: 'refuse', refused: refusalOf(refuse ?? { code: '' }, service, action) };
    case 'delayMs':
      return { kind: 'delay', ms: delayMs };
    case 'fail':
      return { kind: 'fail', reason: fail };
    default:
      return { kind: name };
  }
}

/** What a refusal of a rate limit says, as the gateway's own do. */
const RETRY_AFTER = 1;

function refusalOf(
  { code, status, message }: NonNullable<FaultSpec['refuse']>,
  service: Service,
  action: Action,
): () => Refused {
  const known = refusalsOf(service, action);
  const named = known.filter((refusal) => refusal.code === code);
  const found = named.find(({ http }) => http === status) ?? named[0];
  if (found === undefined && (status === undefined || message === undefined)) {
    const codes = [...new Set(known.map((refusal) => refusal.code))].join(', ');
    throw new Senseless(
      'refuse.code',
      `[${code}] is no code of [${action.name}]: give its status and message too, or take one of ${codes}`,
    );
  }
  const refusal: Refusal = {
    ...(found ?? { source: 'ours', http: 0, code }),
    http: status ?? found?.http ?? 0,
    // Which resource it would name nobody knows.
    message: message ?? found?.message.replaceAll('%s', '*') ?? '',
  };
  return () => (refusal.http === 429 ? new RetryLater(refusal, RETRY_AFTER) : new Refused(refusal));
}

/** The action's own first, then its service's, then the gateway's. */
function refusalsOf(service: Service, action: Action): readonly Refusal[] {
  const { parameterRefusals, writeRefusals } = service;
  const ofParameters = Object.keys(action.parameters.shape).flatMap((name) => [
    parameterRefusals.malformed(name),
    parameterRefusals.missing(name),
  ]);
  return [
    ...action.refusals,
    ...ofParameters.map(({ refusal, args }) => ({
      ...refusal,
      message: new Refused(refusal, ...args).message,
    })),
    ...(action.kind === 'write' ? Object.values(writeRefusals) : []),
    ...Object.values(gatewayRefusals),
  ];
}

function checkParameter(action: Action, name: string): void {
  let at: Shape | undefined = structOf(action.parameters);
  for (const step of name.split('.')) {
    if (at?.kind === 'struct') at = at.fields.get(step);
    else if (at?.kind === 'list') at = /^[1-9]\d{0,5}$/.test(step) ? at.item : undefined;
    else at = undefined;
  }
  if (at !== undefined && at.kind !== 'struct' && at.kind !== 'list') return;
  const known = namesOf(structOf(action.parameters), '').join(', ');
  throw new Senseless(
    `parameters.${name}`,
    `[${action.name}] has no single parameter [${name}]; it has ${known || 'none'}`,
  );
}

function namesOf(shape: Shape, name: string): string[] {
  if (shape.kind === 'list') return namesOf(shape.item, `${name}.1`);
  if (shape.kind !== 'struct') return [name];
  return [...shape.fields].flatMap(([step, field]) =>
    namesOf(field, name === '' ? step : `${name}.${step}`),
  );
}

/** The transitions of the action that the effect can strike. */
function struckKinds(
  action: Action,
  effect: 'fail' | 'hold',
  services: readonly Service[],
): readonly string[] {
  if (action.begins.length === 0) {
    throw new Senseless('when', `[${action.name}] begins no transition: nothing of it settles`);
  }
  if (effect === 'hold') return action.begins;
  const transitions = services.flatMap((service) => service.transitions);
  const failing = transitions.filter(({ mayFail }) => mayFail).map(({ kind }) => kind);
  const kinds = action.begins.filter((kind) => failing.includes(kind));
  if (kinds.length > 0) return kinds;
  throw new Senseless(
    'fail',
    `what [${action.name}] begins (${action.begins.join(', ')}) cannot fail: nothing would bring the resource back; it can be held`,
  );
}
