import { projectMove } from '../../movable.ts';

export const movableEip = projectMove('eip');
