import { scene } from '../support/scene.ts';
import type { TestServer } from '../support/server.ts';

type Input = Record<string, unknown>;

/** How the second call is answered: by a success, or by a refusal. */
export type Answer = 'done' | `${number} ${string}`;

export interface Removal {
  readonly again: Answer;
  /** Makes the resource, and returns the parameters of the call that removes it. */
  readonly stage: (server: TestServer) => Promise<Input>;
}

const ecs = async (server: TestServer, action: string, input: Input) => {
  const result = await server.client.ok('ecs', action, input);
  await server.settled();
  return result;
};

/** What belongs to no instance. */
export const ECS_REMOVALS: Readonly<Record<string, Removal>> = {
  'ecs DeleteCommand': {
    again: '404 InvalidCommand.NotFound',
    stage: (server) =>
      ecs(server, 'CreateCommand', { Name: 'c', Type: 'Shell', CommandContent: 'ZWNobw==' }),
  },
  'ecs DeleteInvocation': {
    again: '404 InvalidInvocation.NotFound',
    async stage(server) {
      const { instanceIds: InstanceIds } = await scene(server, { instances: 1 });
      await server.settled();
      return ecs(server, 'RunCommand', {
        InvocationName: 'i',
        InstanceIds,
        Type: 'Shell',
        CommandContent: 'ZWNobw==',
      });
    },
  },
  'ecs DeleteHpcCluster': {
    again: '404 InvalidHpcCluster.NotFound',
    stage: (server) => ecs(server, 'CreateHpcCluster', { Name: 'c', ZoneId: 'cn-beijing-a' }),
  },
};
