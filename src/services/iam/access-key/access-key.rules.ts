import type { Rule } from '#core/action.ts';
import type { IamAccessKeyRow } from '#store/schema/iam.ts';
import { iamRefusals } from '../refusals.ts';
import { type Whose, whoseRules } from './whose.rules.ts';

export interface KeyFacts extends Whose {
  readonly accessKeyId: string;
  readonly key: IamAccessKeyRow | undefined;
  /** Whether a world file, or the control API, has given the account this key. */
  readonly given: boolean;
  /** Whether a user is meant at all: without a name any key of the account's is found. */
  readonly named: boolean;
}

/** What every change of a key takes. */
export const keyRules: readonly Rule<KeyFacts>[] = [
  ...whoseRules,
  {
    refusal: iamRefusals.AccessKeyNotExist,
    parameter: 'AccessKeyId',
    args: ({ accessKeyId }) => [accessKeyId],
    broken: ({ key, given, named, user }) =>
      key === undefined ? !given || named : named && key.user_id !== user?.id,
    because: ({ accessKeyId, key, given }) =>
      key || given ? `${accessKeyId} exists` : `there is no key ${accessKeyId}`,
  },
  {
    refusal: iamRefusals.AccessDenied,
    broken: ({ key, given, named }) => key === undefined && given && !named,
    because: ({ accessKeyId, given }) =>
      `${accessKeyId} is ${given ? 'a key that the account was given' : 'a key that iam has made'}`,
  },
];
