/**
 * Actions that the vendor has and Tenon does not carry out yet, with what a user loses by it.
 * They are answered with 501 and stand in docs/actions.md.
 */
export const NOT_YET: Readonly<Record<string, string>> = {
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
