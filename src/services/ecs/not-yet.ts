/**
 * Actions that the vendor has and Tenon does not carry out yet, with what users miss. They are
 * answered with 501, and docs/actions.md lists them.
 */
export const NOT_YET: Readonly<Record<string, string>> = {
  AllocateDedicatedHosts: 'there are no dedicated hosts',
  AllocateInstances: 'instances are launched in a zone that is named: RunInstances',
  CreateDedicatedHostCluster: 'there are no dedicated hosts',
  DeleteDedicatedHostCluster: 'there are no dedicated hosts',
  DescribeDedicatedHostClusters: 'there are no dedicated hosts',
  DescribeDedicatedHostTypes: 'there are no dedicated hosts',
  DescribeDedicatedHosts: 'there are no dedicated hosts',
  DescribeHpcInstancePosition: 'instances stand in no racks',
  DescribeInstanceECSTerminalUrl:
    'there is no terminal in the browser: tenon shell opens one in an instance',
  DescribeInstanceVncUrl: 'instances have no screen',
  DescribeReservedInstances: 'nothing is billed: there are no reserved instances',
  DescribeSpotAdvice: 'nothing is billed: spot instances have no market',
  DescribeSpotPriceHistory: 'nothing is billed: spot instances have no market',
  GetConsoleScreenshot: 'instances have no screen',
  ModifyDedicatedHostAttribute: 'there are no dedicated hosts',
  ModifyDedicatedHostClusterAttribute: 'there are no dedicated hosts',
  ModifyReservedInstances: 'nothing is billed: there are no reserved instances',
  PurchaseReservedInstances: 'nothing is billed: there are no reserved instances',
  RedeployDedicatedHost: 'there are no dedicated hosts',
  RenewDedicatedHost: 'there are no dedicated hosts',
  UninstallCloudAssistants: 'the cloud assistant is a part of every instance',
};
