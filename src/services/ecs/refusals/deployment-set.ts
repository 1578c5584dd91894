import type { Refusal } from '#core/refusal.ts';

/** Refusals about deployment sets. Their pages' tables were not seen. */
export const deploymentSetRefusals = {
  DeploymentSetNotFound: {
    http: 404,
    code: 'InvalidDeploymentSet.NotFound',
    message: 'The specified deployment set does not exist.',
    source: 'ours',
  },
  /** Terraform knows the code; the text has the form of others. */
  DeploymentSetInUse: {
    http: 400,
    code: 'InvalidDeploymentSet.InUse',
    message: 'The specified deployment set has dependent resource of an instance.',
    source: 'observed',
  },
  DeploymentSetNameMalformed: {
    http: 400,
    code: 'InvalidDeploymentSetName.Malformed',
    message: 'The specified DeploymentSetName is malformed.',
    source: 'ours',
  },
  DeploymentSetGroupMalformed: {
    http: 400,
    code: 'InvalidDeploymentSetGroupNumber.Malformed',
    message: 'The specified DeploymentSetGroupNumber is malformed.',
    source: 'ours',
  },
  DeploymentSetQuota: {
    http: 400,
    code: 'QuotaExceeded.DeploymentSet',
    message: "You've reached the limit on the number of deployment sets.",
    source: 'ours',
  },
  DeploymentSetInstanceQuota: {
    http: 400,
    code: 'QuotaExceeded.DeploymentSetInstance',
    message: "You've reached the limit on the number of instances in the deployment set.",
    source: 'ours',
  },
} as const satisfies Record<string, Refusal>;
