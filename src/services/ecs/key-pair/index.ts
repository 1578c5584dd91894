import type { Resource } from '#core/service.ts';
import { attachKeyPair } from './attach.ts';
import { createKeyPair } from './create.ts';
import { deleteKeyPairs } from './delete-many.ts';
import { describeKeyPairs } from './describe.ts';
import { detachKeyPair } from './detach.ts';
import { importKeyPair } from './import.ts';
import { modifyKeyPairAttribute } from './modify-attribute.ts';

/** The actions of key pairs. */
export const keyPairResource: Resource = {
  actions: [
    attachKeyPair,
    createKeyPair,
    deleteKeyPairs,
    describeKeyPairs,
    detachKeyPair,
    importKeyPair,
    modifyKeyPairAttribute,
  ],
};
