/**
 * Actions that the vendor has and Tenon does not carry out yet, with what a user loses by it.
 * They are answered with 501 and stand in docs/actions.md.
 */
export const NOT_YET: Readonly<Record<string, string>> = {
  // instances
  ModifyInstanceChargeType: 'an instance keeps the charge type that it was launched with',
  ModifyInstanceDeployment: 'there are no deployment sets to move an instance between',
  ModifyInstancePlacement: 'there are no dedicated hosts to place an instance on',
  ModifyInstanceSpec: 'an instance keeps its type: launch another one for other quotas',
  ModifyInstanceVpcAttribute: 'an instance stays in the subnet that it was launched in',
  ModifyInstancesSpec: 'instances keep their type',
  RenewInstance: 'a subscription cannot be made longer',
  ReplaceSystemVolume: 'an instance keeps its image',

  // what the world offers
  DescribeAvailableResource:
    'every type of the catalogue is to be had in every zone: nothing says so',
  DescribeInstanceTypeFamilies: 'families are seen in DescribeInstanceTypes only',
  DescribeTasks: 'there are no tasks: poll the instance for its status',

  // key pairs
  AttachKeyPair: 'an instance keeps the name of the key pair that it was launched with',
  CreateKeyPair: 'key pairs are names: any KeyPairName is accepted at launch and no key is made',
  DeleteKeyPairs: 'there are no key pairs to delete',
  DescribeKeyPairs: 'there are no key pairs to list',
  DetachKeyPair: 'an instance keeps the name of the key pair that it was launched with',
  ImportKeyPair: 'key pairs are names: no public key is kept',

  // elastic scheduled instances (ESI)
  CreateScheduledInstances:
    'no instances can be ordered for later; a world file can have one that was',
  DeleteScheduledInstance: 'there are no ESI orders to cancel',
  DescribeScheduledInstanceStock: 'there are no ESI orders, so there is no stock for them',
  DescribeScheduledInstances: 'ESI orders are seen as the ScheduledInstanceId of instances only',
  GetScheduledInstanceLatestReleaseAt: 'there are no ESI orders, so they have no release times',
  RenewScheduledInstance: 'there are no ESI orders to prolong',

  // the rest
  CreateCommand: 'no commands run inside instances: there is no cloud assistant',
  DeleteDeploymentSet: 'there are no deployment sets',
  DescribeHpcInstancePosition: 'instances stand in no racks',
  InvokeCommand: 'no commands run inside instances: there is no cloud assistant',
  RunCommand: 'no commands run inside instances: there is no cloud assistant',
};
