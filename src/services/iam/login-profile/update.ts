import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { refuse } from '#core/refusal.ts';
import { existing } from '../parameters.ts';
import { iamRefusals } from '../refusals.ts';
import { profileFacts } from './facts.ts';
import { profileRules } from './login-profile.rules.ts';
import { loginParameters, password, settingsOf } from './parameters.ts';
import { rewriteLoginProfile } from './rows.ts';
import { loginProfileResult, viewLoginProfile } from './view.ts';

/** Changes a login profile; what is not given stays. */
export const updateLoginProfile = writeAction({
  name: 'UpdateLoginProfile',
  summary: "change a user's login profile",
  parameters: () =>
    z.object({ UserName: existing(), Password: password().optional(), ...loginParameters() }),
  result: () => z.object({ LoginProfile: loginProfileResult() }),
  rules: profileRules,
  facts: profileFacts,

  async change(tx, { user, profile }, input) {
    if (user === undefined) return refuse(iamRefusals.UserNotExist, input.UserName);
    const before = profile ?? refuse(iamRefusals.LoginProfileNotExist, input.UserName);
    const row = {
      ...before,
      ...settingsOf(input, before),
      password_at: input.Password === undefined ? before.password_at : tx.now,
      updated_at: tx.now,
    };
    await tx.run(rewriteLoginProfile, row);
    return { LoginProfile: viewLoginProfile(row, user) };
  },
});
