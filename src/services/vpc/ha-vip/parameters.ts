import * as z from 'zod';

/** What a virtual IP can be associated with: all of one kind. */
export const memberType = () => z.enum(['EcsInstance', 'NetworkInterface']);
