import { movable } from '../../movable.ts';

export const movableSecurityGroup = movable('security_group');
