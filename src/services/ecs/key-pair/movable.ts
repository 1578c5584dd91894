import { projectMove } from '#core/project-move.ts';

export const movableKeyPair = projectMove('key_pair');
