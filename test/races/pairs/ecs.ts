import { madeInstance, runInput } from '../../support/scene.ts';
import { ask, done, type Ground, type Pairs } from './pair.ts';

const ecs = (action: string, input: Record<string, unknown>) => ask('ecs', action, input);

async function deploymentSet({ server }: Ground): Promise<string> {
  const made = await done(server, 'ecs', 'CreateDeploymentSet', { DeploymentSetName: 'set' });
  return made.DeploymentSetId;
}

async function template({ server, index }: Ground): Promise<string> {
  const LaunchTemplateName = `template-${index}`;
  const made = await done(server, 'ecs', 'CreateLaunchTemplate', { LaunchTemplateName });
  return made.LaunchTemplateId;
}

/** Images, deployment sets, launch templates and HPC clusters. */
export const ECS_PAIRS: Pairs = {
  'an image of an instance and the end of the instance': {
    succeed: 'one or both',
    async stage({ server, ...here }) {
      const InstanceId = await madeInstance(server, here);
      return [
        ecs('CreateImage', { InstanceId, ImageName: 'own' }),
        ecs('DeleteInstance', { InstanceId }),
      ];
    },
  },
  'an instance of an image and the end of the image': {
    succeed: 'one or both',
    async stage({ server, ...here }) {
      const [InstanceId = ''] = here.instanceIds;
      const own = { InstanceId, ImageName: 'own' };
      const { ImageId } = await done(server, 'ecs', 'CreateImage', own);
      return [
        ecs('RunInstances', runInput(here, { ImageId })),
        ecs('DeleteImages', { ImageIds: [ImageId] }),
      ];
    },
  },
  'an instance in a deployment set and the end of the set': {
    succeed: 'one',
    async stage(ground) {
      const DeploymentSetId = await deploymentSet(ground);
      return [
        ecs('RunInstances', runInput(ground, { DeploymentSetId })),
        ecs('DeleteDeploymentSet', { DeploymentSetId }),
      ];
    },
  },
  'an instance that moves into a deployment set and the end of the set': {
    succeed: 'one',
    async stage(ground) {
      const DeploymentSetId = await deploymentSet(ground);
      const InstanceId = await madeInstance(ground.server, ground);
      return [
        ecs('ModifyInstanceDeployment', { InstanceId, DeploymentSetId }),
        ecs('DeleteDeploymentSet', { DeploymentSetId }),
      ];
    },
  },
  'a version of a launch template and the end of the template': {
    succeed: 'one or both',
    async stage(ground) {
      const LaunchTemplateId = await template(ground);
      return [
        ecs('CreateLaunchTemplateVersion', { LaunchTemplateId }),
        ecs('DeleteLaunchTemplate', { LaunchTemplateId }),
      ];
    },
  },
  'the default version of a launch template and its end': {
    succeed: 'one',
    async stage(ground) {
      const LaunchTemplateId = await template(ground);
      const created = { LaunchTemplateId };
      await done(ground.server, 'ecs', 'CreateLaunchTemplateVersion', created);
      return [
        ecs('ModifyLaunchTemplateDefaultVersion', { LaunchTemplateId, DefaultVersionNumber: 2 }),
        ecs('DeleteLaunchTemplateVersion', { LaunchTemplateId, DeleteVersions: [2] }),
      ];
    },
  },
  'two launch templates of one name': {
    succeed: 'one',
    async stage({ index }) {
      const create = ecs('CreateLaunchTemplate', { LaunchTemplateName: `template-${index}` });
      return [create, create];
    },
  },
  'an instance in an HPC cluster and the end of the cluster': {
    succeed: 'one',
    async stage(ground) {
      const cluster = { Name: 'cluster', ZoneId: ground.zoneId };
      const { HpcClusterId } = await done(ground.server, 'ecs', 'CreateHpcCluster', cluster);
      return [
        ecs('RunInstances', runInput(ground, { HpcClusterId })),
        ecs('DeleteHpcCluster', { HpcClusterId }),
      ];
    },
  },
};
