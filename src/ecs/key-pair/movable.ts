import { projectMove } from '../../movable.ts';

export const movableKeyPair = projectMove('key_pair');
