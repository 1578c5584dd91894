import type { Refusal } from '#core/refusal.ts';

/** Refusals about instance groups; nothing of the vendor's about them was found. */
export const instanceGroupRefusals = {
  InstanceGroupNotFound: {
    http: 404,
    code: 'InvalidInstanceGroup.NotFound',
    message: 'The specified instance group does not exist.',
    source: 'ours',
  },
  InstanceGroupInvalidStatus: {
    http: 400,
    code: 'InvalidInstanceGroup.InvalidStatus',
    message: 'The specified instance group is not in the correct status for the request.',
    source: 'ours',
  },
  InstanceGroupInUse: {
    http: 400,
    code: 'InvalidInstanceGroup.InUse',
    message:
      'The specified instance group is in use. If you are trying to delete it, ensure that it is not referenced by route entry.',
    source: 'ours',
  },
  InstanceGroupMemberNotFound: {
    http: 404,
    code: 'InvalidInstance.NotFound',
    message: 'The specified instance %s does not exist.',
    source: 'ours',
  },
  InstanceGroupVpcMismatch: {
    http: 400,
    code: 'InvalidInstance.VpcMismatch',
    message: 'The specified instance %s and the instance group are in different VPC.',
    source: 'ours',
  },
  InstanceGroupMemberConflict: {
    http: 400,
    code: 'InvalidInstanceGroupMember.Conflict',
    message: 'The specified instance %s is already a member of the instance group.',
    source: 'ours',
  },
  InstanceGroupNoMember: {
    http: 400,
    code: 'InvalidInstanceGroupMember.NotFound',
    message: 'The specified instance %s is no member of the instance group.',
    source: 'ours',
  },
  MembersPerInstanceGroup: {
    http: 400,
    code: 'LimitExceeded.MembersPerInstanceGroup',
    message: "You've reached the limit on the number of members of an instance group.",
    source: 'ours',
  },
} as const satisfies Record<string, Refusal>;
