import { movable } from '../../movable.ts';

export const movableEip = movable('eip');
