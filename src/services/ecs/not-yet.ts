/**
 * Actions that the vendor has and Tenon does not carry out yet, with what users miss. They are
 * answered with 501, and docs/actions.md lists them.
 */
export const NOT_YET: Readonly<Record<string, string>> = {
  CreateCommand: 'no commands run inside instances: there is no cloud assistant',
  DeleteDeploymentSet: 'there are no deployment sets',
  DescribeHpcInstancePosition: 'instances stand in no racks',
  InvokeCommand: 'no commands run inside instances: there is no cloud assistant',
  RunCommand: 'no commands run inside instances: there is no cloud assistant',
};
