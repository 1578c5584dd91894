import * as z from 'zod';
import { id, note, text } from '#core/parameters.ts';

export const redirectConfig = () =>
  z.object({
    Protocol: z.enum(['HTTP', 'HTTPS']).optional(),
    Host: text(256).optional(),
    Path: text(256).optional(),
    Port: text(5).optional(),
    StatusCode: z.enum(['301', '302', '307', '308']).optional(),
  });

/** What a rule does, new or changed. */
export const ruleTarget = () => ({
  ActionType: z.enum(['Forward', 'Redirect']).optional(),
  ServerGroupId: id().optional(),
  RedirectConfig: redirectConfig().optional(),
  Description: note(text(255), { keepsEmpty: true }).optional(),
});

type Redirect = z.infer<ReturnType<typeof redirectConfig>>;

/** Where a rule redirects to, as it is kept and shown. */
export const redirectOf = (given: Redirect | undefined, redirects: boolean) => ({
  Protocol: given?.Protocol ?? (redirects ? 'HTTPS' : ''),
  Host: given?.Host ?? '',
  Path: given?.Path ?? '',
  Port: given?.Port ?? '',
  StatusCode: given?.StatusCode ?? (redirects ? '301' : ''),
});
