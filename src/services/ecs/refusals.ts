import { cloudAssistantRefusals } from './refusals/cloud-assistant.ts';
import { deploymentSetRefusals } from './refusals/deployment-set.ts';
import { hostRefusals } from './refusals/host.ts';
import { hpcClusterRefusals } from './refusals/hpc-cluster.ts';
import { iamRoleRefusals } from './refusals/iam-role.ts';
import { imageRefusals } from './refusals/image.ts';
import { instanceRefusals } from './refusals/instance.ts';
import { keyPairRefusals } from './refusals/key-pair.ts';
import { launchRefusals } from './refusals/launch.ts';
import { launchTemplateRefusals } from './refusals/launch-template.ts';
import { scheduledInstanceRefusals } from './refusals/scheduled-instance.ts';
import { sharedRefusals } from './refusals/shared.ts';
import { systemEventRefusals } from './refusals/system-event.ts';
import { tagRefusals } from './refusals/tag.ts';

/**
 * The table of the ecs service's refusals, except those with vpc's wording. Each family of
 * resources has a file. `documented` rows are the vendor's to the letter; `observed` and `ours` are
 * explained in docs/limits.md.
 */
export const ecsRefusals = {
  ...instanceRefusals,
  ...iamRoleRefusals,
  ...launchRefusals,
  ...hostRefusals,
  ...imageRefusals,
  ...deploymentSetRefusals,
  ...launchTemplateRefusals,
  ...cloudAssistantRefusals,
  ...hpcClusterRefusals,
  ...keyPairRefusals,
  ...scheduledInstanceRefusals,
  ...systemEventRefusals,
  ...tagRefusals,
  ...sharedRefusals,
} as const;
