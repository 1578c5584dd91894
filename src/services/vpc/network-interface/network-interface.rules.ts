import { exists, inStatus, notServiceManaged, saying } from '#core/common.rules.ts';
import { vpcRefusals } from '../refusals.ts';

const NOUN = 'interface';
const ABSENT = `there is no such ${NOUN}`;

export const interfaceExists = exists(vpcRefusals.EniNotFound, 'networkInterface', NOUN);

export const interfaceNotServiceManaged = notServiceManaged(
  vpcRefusals.EniServiceManaged,
  'networkInterface',
  NOUN,
);

export const interfaceInStatus = (...statuses: readonly string[]) =>
  inStatus(vpcRefusals.EniInvalidStatus, 'networkInterface', NOUN, statuses, ABSENT);

/** It is neither being attached, detached nor deleted. */
export const interfaceIsSettled = interfaceInStatus('Available', 'InUse');

/** Lets a rule speak of the interface. */
export const sayOfInterface = saying('networkInterface', ABSENT);
