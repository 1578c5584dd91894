import * as z from 'zod';
import { list } from '#core/parameters.ts';
import { existing } from '../parameters.ts';
import { BEARER_TYPES } from './bearers.ts';

export const bearerType = () => z.enum(BEARER_TYPES);

/** The users or roles that a request is about, by their names; 50 at most is ours. */
export const whichBearers = () => ({
  ResourceType: bearerType(),
  ResourceNames: list(existing(), 50),
});
