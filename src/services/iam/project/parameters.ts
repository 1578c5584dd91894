import * as z from 'zod';

/** Who has policies in projects. Source: the SDK's types. */
export const principalType = () => z.enum(['User', 'Role', 'UserGroup']);
