import type { Request } from './operations.ts';
import type { Eni, Limits, State } from './state.ts';

/** Refusals that any request may get at any time, and that change nothing. */
export const PASSING: readonly string[] = [
  'InvalidOperation.Conflict',
  'ServiceUnavailableTemp',
  'FlowLimitExceeded',
];

const SERVING = ['RUNNING', 'STOPPED'];

/** The code that a request must be refused with in a state, by the documented rules; '' for none. */
export function refusal(state: State, request: Request, limits: Limits): string {
  switch (request.do) {
    case 'attach':
      return attachRefusal(state, request.eni, request.instance, limits);
    case 'detach':
      return detachRefusal(state, request.eni, request.instance);
    case 'delete':
      return eniRefusal(state.enis.get(request.eni), ['Available']);
    case 'assign':
      return assignRefusal(state, request.eni, request.address, limits);
    case 'unassign': {
      const eni = state.enis.get(request.eni);
      const held = eni?.addresses.includes(request.address);
      return eniRefusal(eni, STEADY) || (held ? '' : 'InvalidPrivateIp.Malformed');
    }
    case 'stop':
      return instanceRefusal(state, request.instance, ['RUNNING']);
    case 'start':
      return instanceRefusal(state, request.instance, ['STOPPED']);
    case 'end':
      return instanceRefusal(state, request.instance, SERVING);
    case 'show':
      return state.enis.has(request.eni) ? '' : 'InvalidEniId.NotFound';
    default:
      return '';
  }
}

const STEADY = ['Available', 'InUse'];

function eniRefusal(eni: Eni | undefined, statuses: readonly string[]): string {
  if (eni === undefined) return 'InvalidEniId.NotFound';
  return statuses.includes(eni.status) ? '' : 'InvalidEni.InvalidStatus';
}

function instanceRefusal(state: State, name: string, statuses: readonly string[]): string {
  const instance = state.instances.get(name);
  if (instance === undefined) return 'InvalidInstance.NotFound';
  return statuses.includes(instance.status) ? '' : 'InvalidInstanceStatus';
}

function attachRefusal(state: State, name: string, on: string, limits: Limits): string {
  const eni = state.enis.get(name);
  const instance = state.instances.get(on);
  if (eni === undefined) return 'InvalidEniId.NotFound';
  if (instance === undefined) return 'InvalidInstance.NotFound';
  if (eni.status !== 'Available') return 'InvalidEni.InvalidStatus';
  if (!SERVING.includes(instance.status)) return 'InvalidInstance.InvalidStatus';
  if (1 + state.on(on).length >= limits.interfaces) return 'LimitExceeded.EnisPerInstance';
  return 1 + eni.addresses.length > limits.addresses ? 'LimitExceeded.PrivateIpsPerEni' : '';
}

function detachRefusal(state: State, name: string, from: string): string {
  const eni = state.enis.get(name);
  if (eni === undefined) return 'InvalidEniId.NotFound';
  if (eni.on !== from) return 'InvalidEni.InstanceMismatch';
  if (eni.status !== 'InUse') return 'InvalidEni.InvalidStatus';
  const { status = '' } = state.instances.get(from) ?? {};
  return SERVING.includes(status) ? '' : 'InvalidInstance.InvalidStatus';
}

function assignRefusal(state: State, name: string, address: string, limits: Limits): string {
  const eni = state.enis.get(name);
  const refused = eniRefusal(eni, STEADY);
  if (refused !== '' || eni === undefined) return refused;
  const allowed = eni.on === '' ? limits.addressesDetached : limits.addresses;
  if (1 + eni.addresses.length + 1 > allowed) return 'LimitExceeded.PrivateIpsPerEni';
  const taken = [...state.enis.values()].some(({ addresses }) => addresses.includes(address));
  return taken ? 'InvalidPrivateIp.InUse' : '';
}
