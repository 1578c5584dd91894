import * as z from 'zod';

/** A truth value of this service. */
export const onOff = () => z.enum(['on', 'off']);
