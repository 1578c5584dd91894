import * as z from 'zod';
import { note, text } from '#core/parameters.ts';

/** Ours: the vendor names no limits. */
export const hpcClusterName = () => text(128, 1);

export const hpcClusterDescription = () => note(z.string().max(255), { keepsEmpty: true });
