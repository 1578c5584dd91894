import { ofResources, type Service } from '#core/service.ts';
import { availableResourceResource } from './available-resource/index.ts';
import { imageResource } from './image/index.ts';
import { instanceResource } from './instance/index.ts';
import { instanceIamRoleResource } from './instance-iam-role/index.ts';
import { instanceTypeResource } from './instance-type/index.ts';
import { keyPairResource } from './key-pair/index.ts';
import { NOT_YET } from './not-yet.ts';
import { ecsRefusals } from './refusals.ts';
import { scheduledInstanceResource } from './scheduled-instance/index.ts';
import { tagResource } from './tag/index.ts';
import { taskResource } from './task/index.ts';
import { zoneResource } from './zone/index.ts';

/** The ecs service. */
export const ecs: Service = {
  name: 'ecs',
  version: '2020-04-01',
  ...ofResources([
    instanceResource,
    instanceIamRoleResource,
    keyPairResource,
    scheduledInstanceResource,
    availableResourceResource,
    imageResource,
    instanceTypeResource,
    zoneResource,
    taskResource,
    tagResource,
  ]),
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
