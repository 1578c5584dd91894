import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { description, resourceName } from '../names.ts';
import { ownTrafficMirrorFilterToChange } from './rows.ts';
import { settledTrafficMirrorFilter } from './traffic-mirror-filter.rules.ts';

/** Changes a filter's name and description, at once; an absent one stays as it is. */
export const modifyTrafficMirrorFilterAttributes = writeAction({
  name: 'ModifyTrafficMirrorFilterAttributes',
  summary: "change a traffic mirror filter's name and description",
  parameters: () =>
    z.object({
      TrafficMirrorFilterId: id(),
      TrafficMirrorFilterName: resourceName().optional(),
      Description: description().optional(),
    }),
  result: () => z.object({}),
  rules: settledTrafficMirrorFilter,

  async facts(tx, { TrafficMirrorFilterId }, context) {
    return {
      filter: await tx.first(
        ownTrafficMirrorFilterToChange,
        ownKey(context, TrafficMirrorFilterId),
      ),
    };
  },

  async change(tx, _, input) {
    await tx.update('traffic_mirror_filter', input.TrafficMirrorFilterId, {
      ...(input.TrafficMirrorFilterName !== undefined && { name: input.TrafficMirrorFilterName }),
      ...(input.Description !== undefined && { description: input.Description }),
    });
    return {};
  },
});
