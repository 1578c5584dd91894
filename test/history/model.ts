import type { Spec } from './check.ts';
import { hasNoEffect, type Operation, type Request } from './operations.ts';
import { PASSING, refusal } from './rules.ts';
import { settlings } from './settle.ts';
import { type Eni, FREE, type Limits, type State, sayEni, sayInstance } from './state.ts';

/**
 * What attaching promises, as a machine that takes one operation after the other. It knows no code
 * of the system. From a state and an operation with its answer it tells the states that may follow;
 * none means that this cannot be the answer there.
 */
export function model(limits: Limits): Spec<State, Operation> {
  return {
    step: (state, operation) => step(state, operation, limits),
    isIdle: hasNoEffect,
    keyOf: (state) => state.key,
  };
}

function step(state: State, { request, answer }: Operation, limits: Limits): State[] {
  if (answer.kind === 'refused' && PASSING.includes(answer.code)) return [state];
  const concerned = concernedBy(state, request);
  switch (answer.kind) {
    case 'refused':
      return settlings(state, concerned, limits).filter(
        (each) => refusal(each, request, limits) === answer.code,
      );
    case 'seen': {
      const fits = (each: State, name: string) =>
        !(name in answer.seen) || show(each, name) === answer.seen[name];
      return settlings(state, concerned, limits, fits).filter((each) =>
        Object.keys(answer.seen).every((name) => fits(each, name)),
      );
    }
    default:
      return settlings(state, concerned, limits)
        .filter((each) => refusal(each, request, limits) === '')
        .flatMap((each) => done(each, request));
  }
}

/** What a read shows of an interface or an instance. */
export function show(state: State, name: string): string {
  const eni = state.enis.get(name);
  if (eni !== undefined) return sayEni(eni);
  const instance = state.instances.get(name);
  return instance === undefined ? '' : sayInstance(instance.status, state.on(name));
}

/** The resources whose transitions may have to end first. */
function concernedBy(state: State, request: Request): string[] {
  switch (request.do) {
    case 'create':
    case 'plugged':
    case 'unplugged':
    case 'plug refused':
      return [];
    case 'list':
      return [...state.enis.keys(), ...state.instances.keys()];
    case 'attach':
      return [...around(state, request.eni), ...state.on(request.instance), request.instance];
    case 'assign': {
      const holders = [...state.enis.keys()].filter((name) =>
        state.enis.get(name)?.addresses.includes(request.address),
      );
      return [request.eni, ...holders].flatMap((name) => around(state, name));
    }
    default:
      return 'eni' in request
        ? around(state, request.eni)
        : [...state.on(request.instance), request.instance];
  }
}

/** An interface, and the instance that may take it along. */
function around(state: State, name: string): string[] {
  return [name, state.enis.get(name)?.on ?? ''];
}

/** The states that may follow when a request is carried out. */
function done(state: State, request: Request): State[] {
  switch (request.do) {
    case 'create':
      return [state.withEni(request.eni, { ...FREE, status: 'Creating' })];
    case 'attach': {
      const { instance: on, ends } = request;
      return [state.withEni(request.eni, { status: 'Attaching', on, ends, plugRefused: false })];
    }
    case 'detach':
      return [state.withEni(request.eni, { status: 'Detaching' })];
    case 'delete':
      return [state.withEni(request.eni, { status: 'Deleting' })];
    case 'assign':
    case 'unassign':
      return [readdressed(state, request)];
    case 'stop':
      return [state.withInstance(request.instance, { status: 'STOPPING' })];
    case 'start':
      return [state.withInstance(request.instance, { status: 'STARTING' })];
    case 'end':
      return [deleting(state, request.instance)];
    default:
      return planeDid(state, request);
  }
}

function readdressed(
  state: State,
  { do: what, eni, address }: Extract<Request, { do: 'assign' | 'unassign' }>,
): State {
  const { addresses = [] } = state.enis.get(eni) ?? {};
  const others = addresses.filter((each) => each !== address);
  return state.withEni(eni, { addresses: what === 'assign' ? [...others, address] : others });
}

function deleting(state: State, instance: string): State {
  return state.on(instance).reduce(
    (before, name) => {
      // One that is Detaching by a request of its own comes to that request's end.
      if (before.enis.get(name)?.status === 'Detaching') return before;
      return before.withEni(name, { status: 'Detaching', withInstance: true });
    },
    state.withInstance(instance, { status: 'DELETING' }),
  );
}

/** If a plug is under way when the instance goes, the NIC is taken out after the plug. */
const isExpected = ({ status, withInstance }: Eni): boolean =>
  status === 'Attaching' || (status === 'Detaching' && withInstance);

/** The data plane plugs only what is on its way into the instance, and unplugs what is on its way out. */
function planeDid(state: State, request: Request): State[] {
  if (!('eni' in request)) return [];
  const eni = state.enis.get(request.eni);
  switch (request.do) {
    case 'plugged':
      return eni?.on === request.instance && isExpected(eni) && eni.plugged === ''
        ? [state.withEni(request.eni, { plugged: request.instance })]
        : [];
    case 'unplugged':
      return eni?.status === 'Detaching' && eni.plugged !== ''
        ? [state.withEni(request.eni, { plugged: '' })]
        : [];
    case 'plug refused':
      // A call that was overtaken learns so, and has no effect.
      return [
        eni?.status === 'Attaching' ? state.withEni(request.eni, { plugRefused: true }) : state,
      ];
    default:
      return [];
  }
}
