import { movable } from '../../movable.ts';

export const movableKeyPair = movable('key_pair');
