import { ofResources } from '#core/service.ts';
import { availableResourceResource } from './available-resource/index.ts';
import { cloudAssistantResource } from './cloud-assistant/index.ts';
import { commandResource } from './command/index.ts';
import { deploymentSetResource } from './deployment-set/index.ts';
import { hpcClusterResource } from './hpc-cluster/index.ts';
import { imageResource } from './image/index.ts';
import { instanceResource } from './instance/index.ts';
import { instanceIamRoleResource } from './instance-iam-role/index.ts';
import { instanceTypeResource } from './instance-type/index.ts';
import { invocationResource } from './invocation/index.ts';
import { keyPairResource } from './key-pair/index.ts';
import { launchTemplateResource } from './launch-template/index.ts';
import { NOT_YET } from './not-yet.ts';
import { scheduledInstanceResource } from './scheduled-instance/index.ts';
import { subscriptionResource } from './subscription/index.ts';
import { systemEventResource } from './system-event/index.ts';
import { tagResource } from './tag/index.ts';
import { taskResource } from './task/index.ts';
import { zoneResource } from './zone/index.ts';

/** What clients may call of ecs. */
export const ecsActions = ofResources(
  {
    instance: instanceResource,
    instance_iam_role: instanceIamRoleResource,
    key_pair: keyPairResource,
    deployment_set: deploymentSetResource,
    launch_template: launchTemplateResource,
    hpc_cluster: hpcClusterResource,
    command: commandResource,
    invocation: invocationResource,
    cloud_assistant: cloudAssistantResource,
    system_event: systemEventResource,
    subscription: subscriptionResource,
    scheduled_instance: scheduledInstanceResource,
    available_resource: availableResourceResource,
    image: imageResource,
    instance_type: instanceTypeResource,
    zone: zoneResource,
    task: taskResource,
    tag: tagResource,
  },
  NOT_YET,
);
