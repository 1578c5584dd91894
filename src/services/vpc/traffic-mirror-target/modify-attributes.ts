import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { description, resourceName } from '../names.ts';
import { ownTrafficMirrorTargetToChange } from './rows.ts';
import { settledTrafficMirrorTarget } from './traffic-mirror-target.rules.ts';

/** Changes a target's name and description, at once; an absent one stays as it is. */
export const modifyTrafficMirrorTargetAttributes = writeAction({
  name: 'ModifyTrafficMirrorTargetAttributes',
  summary: "change a traffic mirror target's name and description",
  parameters: () =>
    z.object({
      TrafficMirrorTargetId: id(),
      TrafficMirrorTargetName: resourceName().optional(),
      Description: description().optional(),
    }),
  result: () => z.object({}),
  rules: settledTrafficMirrorTarget,

  async facts(tx, { TrafficMirrorTargetId }, context) {
    return {
      target: await tx.first(
        ownTrafficMirrorTargetToChange,
        ownKey(context, TrafficMirrorTargetId),
      ),
    };
  },

  async change(tx, _, input) {
    await tx.update('traffic_mirror_target', input.TrafficMirrorTargetId, {
      ...(input.TrafficMirrorTargetName !== undefined && { name: input.TrafficMirrorTargetName }),
      ...(input.Description !== undefined && { description: input.Description }),
    });
    return {};
  },
});
