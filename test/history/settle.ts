import type { Limits, State } from './state.ts';

/*
 * What the reconciler does at a moment of its own. A history need not say when: an end is taken
 * where an answer asks for it. Nothing but the end itself depends on the moment, so that later is
 * always as good.
 */

/**
 * The states in which each of the named has come to the end of its transition, or has not yet.
 * Interfaces are named before instances: those that are on their way by themselves may still be
 * quicker than the instance that would take them along. What does not `fit` when nothing else can
 * change it any more is left out.
 */
export function settlings(
  state: State,
  names: readonly string[],
  limits: Limits,
  fits: (state: State, name: string) => boolean = () => true,
): State[] {
  let states = [state];
  for (const name of new Set(names)) {
    states = states
      .flatMap((each) => [each, ...ends(each, name, limits)])
      .filter((each) => mayGo(each, name) || fits(each, name));
  }
  return states;
}

/** Whether the end of an instance's transition may still change `name`. */
function mayGo({ enis, instances }: State, name: string): boolean {
  const on = enis.get(name)?.on ?? name;
  return instances.has(name) || instances.get(on)?.status === 'DELETING';
}

/** The ends that the transition of one interface or instance can come to now. */
function ends(state: State, name: string, limits: Limits): State[] {
  return state.instances.has(name) ? endsOfInstance(state, name) : endsOfEni(state, name, limits);
}

function endsOfEni(state: State, name: string, { plane }: Limits): State[] {
  const eni = state.enis.get(name);
  switch (eni?.status) {
    case 'Creating':
      return [state.withEni(name, { status: 'Available' })];
    case 'Attaching':
      return [
        ...(!plane || eni.plugged === eni.on ? [state.withEni(name, { status: 'InUse' })] : []),
        ...(eni.plugRefused && eni.plugged === '' ? [freed(state, name)] : []),
      ];
    case 'Detaching':
      return !eni.withInstance && eni.plugged === '' ? [freed(state, name)] : [];
    case 'Deleting':
      return eni.plugged === '' ? [state.withEni(name, undefined)] : [];
    default:
      return [];
  }
}

function endsOfInstance(state: State, name: string): State[] {
  const instance = state.instances.get(name);
  switch (instance?.status) {
    case 'STOPPING':
      return [state.withInstance(name, { status: 'STOPPED' })];
    case 'STARTING':
      return [state.withInstance(name, { status: 'RUNNING' })];
    case 'DELETING': {
      const on = state.on(name);
      if (on.some((each) => state.enis.get(each)?.plugged !== '')) return [];
      return [on.reduce(leaves, state).withInstance(name, undefined)];
    }
    default:
      return [];
  }
}

/** An interface whose instance is gone. */
function leaves(state: State, name: string): State {
  return state.enis.get(name)?.ends ? state.withEni(name, undefined) : freed(state, name);
}

function freed(state: State, name: string): State {
  return state.withEni(name, {
    status: 'Available',
    on: '',
    ends: false,
    withInstance: false,
    plugRefused: false,
  });
}
