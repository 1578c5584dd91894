/** Actions of which the SDK has no model, each with where its shape is from. */
export const NO_SHAPE: ReadonlySet<string> = new Set([]);

/** Where a contract differs from the SDK, with the reason. */
interface LeftOut {
  /** Fields of the answer that are not given, and parameters that are ignored. */
  readonly answer?: readonly string[];
  readonly parameters?: readonly string[];
  /** Fields and parameters of another type. */
  readonly otherType?: readonly string[];
  /** Fields that an answer may leave out. */
  readonly optional?: readonly string[];
}

/** An item that was done has no error: the vendor's sample of a mixed answer shows it so. */
const perItem: LeftOut = { optional: ['OperationDetails[].Error'] };

export const LEFT_OUT: Readonly<Record<string, LeftOut>> = {
  AssociateInstancesIamRole: perItem,
  AttachKeyPair: perItem,
  CreateTags: perItem,
  DeleteInstances: perItem,
  DeleteKeyPairs: perItem,
  DeleteTags: perItem,
  DetachKeyPair: perItem,
  DisassociateInstancesIamRole: perItem,
  ModifyInstancesSpec: perItem,
  RebootInstances: perItem,
  StartInstances: perItem,
  StopInstances: perItem,
  // A number of GiB, as RunInstances has it; on the wire the two are the same text.
  ReplaceSystemVolume: { otherType: ['Size: integer, the SDK has string'] },
  // A number of results, as everywhere else.
  DescribeTasks: { otherType: ['MaxResults: integer, the SDK has string'] },
  // The page shows a number, and the Go SDK reads one; the Python SDK reads whatever comes.
  DescribeImages: { otherType: ['Images[].VirtualSize: number, the SDK has string'] },
  // A string of digits either way, and a number in a JSON body.
  ExtendVolume: { otherType: ['NewSize: integer, the SDK has string'] },
  // The page says true or false; on the wire the two are the same text.
  RunInstances: { otherType: ['Volumes[].DeleteWithInstance: boolean, the SDK has string'] },
};
