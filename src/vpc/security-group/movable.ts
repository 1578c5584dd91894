import { projectMove } from '../../movable.ts';

export const movableSecurityGroup = projectMove('security_group');
