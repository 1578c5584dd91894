import * as z from 'zod';
import { readAction } from '#core/action.ts';

/** Lists the families whose instances may be in deployment sets: all that the world has. */
export const describeDeploymentSetSupportedInstanceTypeFamily = readAction({
  name: 'DescribeDeploymentSetSupportedInstanceTypeFamily',
  summary: 'list the instance type families that deployment sets take',
  parameters: () => z.object({}),
  result: () =>
    z.object({
      DeploymentSetCreateInstanceTypeFamilies: z.array(z.string()),
      DeploymentSetModifyInstanceTypeFamilies: z.array(z.string()),
    }),

  async view(_, __, { world }) {
    const families = [...new Set(world.instanceTypes.map(({ family }) => family))].sort();
    return {
      DeploymentSetCreateInstanceTypeFamilies: families,
      DeploymentSetModifyInstanceTypeFamilies: families,
    };
  },
});
