import * as z from 'zod';
import { note, text } from '#core/parameters.ts';

/** Ours: the limits of both were not seen. */
export const email = () =>
  note(z.string().regex(/^$|^[^\s@]{1,64}@[^\s@]{1,190}$/), { keepsEmpty: true });

/** `+86130...`, or without the country. */
export const mobilePhone = () => note(text(32).regex(/^$|^\+?[\d-]{5,31}$/), { keepsEmpty: true });
