/** Actions that the SDK has no model of. A comment at each says where its shape is from. */
export const NO_SHAPE: ReadonlySet<string> = new Set([
  // Terraform's HPC cluster reads by the one and changes by the other.
  'ecs 2020-04-01 DescribeHpcCluster',
  'ecs 2020-04-01 ModifyHpcClusterAttribute',
]);

/** Where a contract differs from the SDK, with the reason. */
interface LeftOut {
  /** Fields of the answer that are not given, and parameters that are ignored. */
  readonly answer?: readonly string[];
  readonly parameters?: readonly string[];
  /** Fields and parameters of another type. */
  readonly otherType?: readonly string[];
  /** Fields that an answer may leave out. */
  readonly optional?: readonly string[];
  /** Values that the SDK lets through and the contract refuses, as `parameter: value`. */
  readonly values?: readonly string[];
}

/** An item that was done has no error: the vendor's sample of a mixed answer shows it so. */
const perItem: LeftOut = { optional: ['OperationDetails[].Error'] };

/** A type of resource that no page and no other client names. */
const exclusiveClusters: LeftOut = { values: ['ResourceType: ec'] };

export const LEFT_OUT: Readonly<Record<string, LeftOut>> = {
  'clb ListTagsForResources': exclusiveClusters,
  'clb TagResources': exclusiveClusters,
  'clb UntagResources': exclusiveClusters,
  AssociateInstancesIamRole: perItem,
  AttachKeyPair: perItem,
  CreateTags: perItem,
  DeleteInstances: perItem,
  DeleteImages: perItem,
  DeleteKeyPairs: perItem,
  DeleteTags: perItem,
  DetachKeyPair: perItem,
  DisassociateInstancesIamRole: perItem,
  ModifyInstancesSpec: perItem,
  RebootInstances: perItem,
  StartInstances: perItem,
  UpdateSystemEvents: perItem,
  StopInstances: perItem,
  // A slip of the Python SDK alone: each word but the first has a space before it.
  ModifyTrafficMirrorFilterRuleAttributes: {
    values: ['Protocol:  udp', 'Protocol:  icmp', 'Protocol:  all'],
  },
  // It is a number of GiB, as in RunInstances. On the wire both types are the same text.
  ReplaceSystemVolume: { otherType: ['Size: integer, the SDK has string'] },
  // It is a number of results, as in every other action.
  DescribeTasks: { otherType: ['MaxResults: integer, the SDK has string'] },
  // The page shows a number and the Go SDK reads one. The Python SDK reads any type.
  DescribeImages: { otherType: ['Images[].VirtualSize: number, the SDK has string'] },
  // It is a string of digits either way, and a number in a JSON body.
  'storage_ebs DeleteTags': {},
  CreateVolume: { otherType: ['Size: integer, the SDK has string'] },
  ExtendVolume: { otherType: ['NewSize: integer, the SDK has string'] },
  // The page says true or false. On the wire both types are the same text.
  DescribeEventTypes: { otherType: ['MaxResults: integer, the SDK has string'] },
  DescribeSubscriptions: { otherType: ['MaxResults: integer, the SDK has string'] },
  DescribeSystemEvents: { otherType: ['MaxResults: integer, the SDK has string'] },
  // They are numbers, as in CreateCommand. On the wire both types are the same text.
  RunCommand: {
    otherType: [
      'ParameterDefinitions[].DecimalPrecision: integer, the SDK has string',
      'ParameterDefinitions[].MaxLength: integer, the SDK has string',
      'ParameterDefinitions[].MinLength: integer, the SDK has string',
    ],
  },
  RunInstances: { otherType: ['Volumes[].DeleteWithInstance: boolean, the SDK has string'] },
};
