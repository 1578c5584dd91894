import type { Resource } from '#core/service.ts';
import { deleteInstance } from './delete.ts';
import { deleteInstances } from './delete-many.ts';
import { describeInstances } from './describe.ts';
import { describeUserData } from './describe-user-data.ts';
import { getConsoleOutput } from './get-console-output.ts';
import { modifyInstanceAttribute } from './modify-attribute.ts';
import { modifyInstanceChargeType } from './modify-charge-type.ts';
import { modifyInstanceDeployment } from './modify-deployment.ts';
import { modifyInstanceMetadataOptions } from './modify-metadata-options.ts';
import { modifyInstancePlacement } from './modify-placement.ts';
import { modifyInstanceSpec } from './modify-spec.ts';
import { modifyInstancesSpec } from './modify-spec-many.ts';
import { modifyInstanceVpcAttribute } from './modify-vpc-attribute.ts';
import { rebootInstance } from './reboot.ts';
import { rebootInstances } from './reboot-many.ts';
import { renewInstance } from './renew.ts';
import { replaceSystemVolume } from './replace-system-volume.ts';
import { runInstances } from './run.ts';
import { startInstance } from './start.ts';
import { startInstances } from './start-many.ts';
import { stopInstance } from './stop.ts';
import { stopInstances } from './stop-many.ts';

/** The actions of instances. */
export const instanceResource: Resource = {
  actions: [
    deleteInstance,
    deleteInstances,
    describeInstances,
    describeUserData,
    getConsoleOutput,
    modifyInstanceAttribute,
    modifyInstanceChargeType,
    modifyInstanceDeployment,
    modifyInstanceMetadataOptions,
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
  ],
};
