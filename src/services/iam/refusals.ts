import { accessKeyRefusals } from './refusals/access-key.ts';
import { oauthProviderRefusals } from './refusals/oauth-provider.ts';
import { oidcProviderRefusals } from './refusals/oidc-provider.ts';
import { policyRefusals } from './refusals/policy.ts';
import { projectRefusals } from './refusals/project.ts';
import { roleRefusals } from './refusals/role.ts';
import { samlProviderRefusals } from './refusals/saml-provider.ts';
import { tagRefusals } from './refusals/tag.ts';
import { userRefusals } from './refusals/user.ts';
import { userGroupRefusals } from './refusals/user-group.ts';

/** Every refusal of the iam service. What is not `documented` is explained in docs/limits.md. */
export const iamRefusals = {
  ...projectRefusals,
  ...userRefusals,
  ...accessKeyRefusals,
  ...userGroupRefusals,
  ...roleRefusals,
  ...policyRefusals,
  ...tagRefusals,
  ...oidcProviderRefusals,
  ...samlProviderRefusals,
  ...oauthProviderRefusals,
} as const;
