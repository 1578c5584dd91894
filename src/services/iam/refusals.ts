import type { Refusal } from '#core/refusal.ts';

/** Every refusal of the iam service: docs/limits.md. */
export const iamRefusals = {
  /** Only the code was seen. */
  ProjectNotExist: {
    http: 404,
    code: 'ProjectNotExist',
    message: 'The specified project does not exist.',
    source: 'observed',
  },
  TrnMalformed: {
    http: 400,
    code: 'InvalidResourceTrn.Malformed',
    message: 'The specified ResourceTrn is malformed.',
    source: 'ours',
  },
  TypeUnsupported: {
    http: 400,
    code: 'InvalidResourceType.NotSupport',
    message: 'The specified resource type does not support this operation.',
    source: 'ours',
  },
  /** Source: UntagResources of cen. */
  ResourceNotFound: {
    http: 404,
    code: 'InvalidResource.NotFound',
    message: 'The specified resource does not exist.',
    source: 'observed',
  },
} as const satisfies Record<string, Refusal>;
