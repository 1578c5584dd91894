import { movable } from '../../movable.ts';

export const movableSubnet = movable('subnet');
