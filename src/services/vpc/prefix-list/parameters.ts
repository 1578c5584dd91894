import * as z from 'zod';
import { integer, list } from '#core/parameters.ts';
import { description } from '../names.ts';

/** Source: the explorer's parameter descriptions. */
export const MOST_ENTRIES = 200;

export const maxEntries = () => integer(1, MOST_ENTRIES);

/** Blocks with their descriptions. Whether they fit the list is a rule. */
export const entries = () =>
  list(z.object({ Cidr: z.string().max(64), Description: description().optional() }), MOST_ENTRIES);
