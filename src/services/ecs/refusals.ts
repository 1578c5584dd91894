import { hostRefusals } from './refusals/host.ts';
import { instanceRefusals } from './refusals/instance.ts';
import { keyPairRefusals } from './refusals/key-pair.ts';
import { launchRefusals } from './refusals/launch.ts';
import { scheduledInstanceRefusals } from './refusals/scheduled-instance.ts';
import { sharedRefusals } from './refusals/shared.ts';
import { tagRefusals } from './refusals/tag.ts';

/**
 * The one table of the ecs service's refusals that are not worded by vpc, made of a part for each
 * family. `documented` rows are the vendor's to the letter; `observed` and `ours` are explained in
 * docs/limits.md.
 */
export const ecsRefusals = {
  ...instanceRefusals,
  ...launchRefusals,
  ...hostRefusals,
  ...keyPairRefusals,
  ...scheduledInstanceRefusals,
  ...tagRefusals,
  ...sharedRefusals,
} as const;
