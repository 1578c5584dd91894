import { becomes, type Transition } from '../../transition.ts';
import { TRANSITIONS } from './lifecycle.ts';

/** How the reconciler ends what the actions began. */
export const securityGroupTransitions: readonly Transition[] = [
  becomes('security_group', TRANSITIONS.create),
];
