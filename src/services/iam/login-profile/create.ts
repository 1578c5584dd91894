import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { refuse } from '#core/refusal.ts';
import { existing } from '../parameters.ts';
import { iamRefusals } from '../refusals.ts';
import { profileFacts } from './facts.ts';
import { createRules } from './login-profile.rules.ts';
import { loginParameters, password, settingsOf } from './parameters.ts';
import { addLoginProfile } from './rows.ts';
import { loginProfileResult, viewLoginProfile } from './view.ts';

/** Records how a user may sign in to a console. There is none where users sign in. */
export const createLoginProfile = writeAction({
  name: 'CreateLoginProfile',
  summary: "record a user's login profile",
  parameters: () => z.object({ UserName: existing(), Password: password(), ...loginParameters() }),
  result: () => z.object({ LoginProfile: loginProfileResult() }),
  inert: { Password: 'nobody signs in with it, so that it is not kept' },
  rules: createRules,
  facts: profileFacts,

  async change(tx, { user }, input) {
    const { id, account_id, name } = user ?? refuse(iamRefusals.UserNotExist, input.UserName);
    const row = {
      id,
      account_id,
      ...settingsOf(input),
      password_at: tx.now,
      created_at: tx.now,
      updated_at: tx.now,
    };
    await addLoginProfile(tx, row);
    return { LoginProfile: viewLoginProfile(row, { name }) };
  },
});
