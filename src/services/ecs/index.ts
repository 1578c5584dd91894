import type { Service } from '#core/service.ts';
import { describeAvailableResource } from './available-resource/describe.ts';
import { describeImages } from './image/describe.ts';
import { deleteInstance } from './instance/delete.ts';
import { deleteInstances } from './instance/delete-many.ts';
import { describeInstances } from './instance/describe.ts';
import { describeUserData } from './instance/describe-user-data.ts';
import { modifyInstanceAttribute } from './instance/modify-attribute.ts';
import { modifyInstanceChargeType } from './instance/modify-charge-type.ts';
import { modifyInstanceDeployment } from './instance/modify-deployment.ts';
import { modifyInstancePlacement } from './instance/modify-placement.ts';
import { modifyInstanceSpec } from './instance/modify-spec.ts';
import { modifyInstancesSpec } from './instance/modify-spec-many.ts';
import { modifyInstanceVpcAttribute } from './instance/modify-vpc-attribute.ts';
import { rebootInstance } from './instance/reboot.ts';
import { rebootInstances } from './instance/reboot-many.ts';
import { renewInstance } from './instance/renew.ts';
import { replaceSystemVolume } from './instance/replace-system-volume.ts';
import { runInstances } from './instance/run.ts';
import { startInstance } from './instance/start.ts';
import { startInstances } from './instance/start-many.ts';
import { stopInstance } from './instance/stop.ts';
import { stopInstances } from './instance/stop-many.ts';
import { instanceTransitions } from './instance/transitions.ts';
import { describeInstanceTypes } from './instance-type/describe.ts';
import { describeInstanceTypeFamilies } from './instance-type/describe-families.ts';
import { attachKeyPair } from './key-pair/attach.ts';
import { createKeyPair } from './key-pair/create.ts';
import { deleteKeyPairs } from './key-pair/delete-many.ts';
import { describeKeyPairs } from './key-pair/describe.ts';
import { detachKeyPair } from './key-pair/detach.ts';
import { importKeyPair } from './key-pair/import.ts';
import { modifyKeyPairAttribute } from './key-pair/modify-attribute.ts';
import { NOT_YET } from './not-yet.ts';
import { ecsRefusals } from './refusals.ts';
import { deleteScheduledInstance } from './scheduled-instance/cancel.ts';
import { createScheduledInstances } from './scheduled-instance/create.ts';
import { describeScheduledInstances } from './scheduled-instance/describe.ts';
import { getScheduledInstanceLatestReleaseAt } from './scheduled-instance/latest-release.ts';
import { renewScheduledInstance } from './scheduled-instance/renew.ts';
import { describeScheduledInstanceStock } from './scheduled-instance/stock.ts';
import { scheduledInstanceTransitions } from './scheduled-instance/transitions.ts';
import { createTags } from './tag/create.ts';
import { deleteTags } from './tag/delete.ts';
import { describeTags } from './tag/describe.ts';
import { tagResources } from './tag/tag-resources.ts';
import { untagResources } from './tag/untag-resources.ts';
import { describeTasks } from './task/describe.ts';
import { describeRegions } from './zone/describe-regions.ts';
import { describeZones } from './zone/describe-zones.ts';

/** The ecs service. */
export const ecs: Service = {
  name: 'ecs',
  version: '2020-04-01',
  actions: [
    // instances
    deleteInstance,
    deleteInstances,
    describeInstances,
    describeUserData,
    modifyInstanceAttribute,
    modifyInstanceChargeType,
    modifyInstanceDeployment,
    modifyInstancePlacement,
    modifyInstanceSpec,
    modifyInstancesSpec,
    modifyInstanceVpcAttribute,
    rebootInstance,
    rebootInstances,
    renewInstance,
    replaceSystemVolume,
    runInstances,
    startInstance,
    startInstances,
    stopInstance,
    stopInstances,

    // key pairs
    attachKeyPair,
    createKeyPair,
    deleteKeyPairs,
    describeKeyPairs,
    detachKeyPair,
    importKeyPair,
    modifyKeyPairAttribute,

    // elastic scheduled instances (ESI)
    createScheduledInstances,
    deleteScheduledInstance,
    describeScheduledInstanceStock,
    describeScheduledInstances,
    getScheduledInstanceLatestReleaseAt,
    renewScheduledInstance,

    // what the world offers
    describeAvailableResource,
    describeImages,
    describeInstanceTypeFamilies,
    describeInstanceTypes,
    describeRegions,
    describeTasks,
    describeZones,

    // tags
    createTags,
    deleteTags,
    describeTags,
    tagResources,
    untagResources,
  ],
  transitions: [...instanceTransitions, ...scheduledInstanceTransitions],
  notYet: NOT_YET,
  resultCarriesRequestId: false,
  parameterRefusals: {
    // Documented for InstanceId (docs 6396/70467); for other parameters the shape is ours.
    missing: (parameter) => ({
      refusal: { ...ecsRefusals.MissingParameter, code: `MissingParameter.${parameter}` },
      args: [parameter],
    }),
    malformed: (parameter) =>
      parameter === 'ClientToken'
        ? { refusal: ecsRefusals.ClientTokenMalformed, args: [] }
        : {
            refusal: { ...ecsRefusals.ParameterMalformed, code: `Invalid${parameter}.Malformed` },
            args: [parameter],
          },
  },
  writeRefusals: {
    conflict: ecsRefusals.Conflict,
    idempotentParameterMismatch: ecsRefusals.IdempotentParameterMismatch,
  },
};
