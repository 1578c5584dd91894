import type { Refusal } from '#core/refusal.ts';

/** Of projects, in the newer version: docs/limits.md. */
export const projectRefusals = {
  /** Only the code was seen. */
  ProjectNotExist: {
    http: 404,
    code: 'ProjectNotExist',
    message: 'The specified project does not exist.',
    source: 'observed',
  },
  /** Like UserAlreadyExists and the rest of docs 6257/64992. */
  ProjectAlreadyExists: {
    http: 409,
    code: 'ProjectAlreadyExists',
    message: "Project '%s' already exists.",
    source: 'ours',
  },
  ProjectDeleteConflict: {
    http: 409,
    code: 'ProjectDeleteConflict',
    message: "Cannot delete project '%s' which is not empty.",
    source: 'ours',
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
