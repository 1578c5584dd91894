import type { Resource } from '#core/service.ts';
import { describeCloudAssistantStatus } from './describe-status.ts';
import { installCloudAssistant } from './install.ts';
import { upgradeCloudAssistants } from './upgrade.ts';

/** The actions on the agents of instances: each has one that never changes. */
export const cloudAssistantResource: Resource = {
  actions: [describeCloudAssistantStatus, installCloudAssistant, upgradeCloudAssistants],
};
