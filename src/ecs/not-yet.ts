/**
 * Actions that the vendor has and Tenon does not carry out yet, with what a user loses by it.
 * They are answered with 501 and stand in docs/actions.md.
 */
export const NOT_YET: Readonly<Record<string, string>> = {
  // instances
  DescribeUserData:
    'user data is kept and cannot be read back; Terraform reads it with each instance',
  ModifyInstanceAttribute: 'an instance keeps its name, description, hostname and protection',
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

  // tags
  CreateTags: 'instances bear the tags that they are launched with: none can be added later',
  DeleteTags: 'tags of instances cannot be taken away',
  DescribeTags: 'tags are seen in DescribeInstances only',
  TagResources: 'instances bear the tags that they are launched with: none can be added later',
  UntagResources: 'tags of instances cannot be taken away',

  // the rest
  CreateCommand: 'no commands run inside instances: there is no cloud assistant',
  DeleteDeploymentSet: 'there are no deployment sets',
  DescribeHpcInstancePosition: 'instances stand in no racks',
  InvokeCommand: 'no commands run inside instances: there is no cloud assistant',
  RunCommand: 'no commands run inside instances: there is no cloud assistant',
};
