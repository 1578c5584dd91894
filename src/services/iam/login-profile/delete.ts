import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { existing } from '../parameters.ts';
import { profileFacts } from './facts.ts';
import { profileRules } from './login-profile.rules.ts';
import { loginProfileGoes } from './rows.ts';

/** Deletes a user's login profile. */
export const deleteLoginProfile = writeAction({
  name: 'DeleteLoginProfile',
  summary: "delete a user's login profile",
  parameters: () => z.object({ UserName: existing() }),
  result: () => z.object({}),
  rules: profileRules,
  facts: profileFacts,

  async change(tx, { user }) {
    if (user !== undefined) await tx.run(loginProfileGoes, { id: user.id });
    return {};
  },
});
