import { projectMove } from '#core/project-move.ts';

export const movableSecurityGroup = projectMove('security_group');
