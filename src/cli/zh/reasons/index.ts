import type { Phrases } from '../phrasebook.ts';
import { addressReasons } from './address.ts';
import { commonReasons } from './common.ts';
import { instanceReasons } from './instance.ts';
import { networkReasons } from './network.ts';
import { networkInterfaceReasons } from './network-interface.ts';
import { securityGroupReasons } from './security-group.ts';

/** The facts by which preconditions are decided, as explain and why say them. */
export const reasons: Phrases = {
  ...commonReasons,
  ...networkInterfaceReasons,
  ...addressReasons,
  ...networkReasons,
  ...securityGroupReasons,
  ...instanceReasons,
};
