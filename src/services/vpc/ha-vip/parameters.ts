import * as z from 'zod';

/** What a virtual IP can be associated with; all its members have the same type. */
export const memberType = () => z.enum(['EcsInstance', 'NetworkInterface']);
