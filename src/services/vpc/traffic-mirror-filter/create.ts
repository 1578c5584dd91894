import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { RESOURCES } from '#core/resources.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { creationParameters } from '../creation-parameters.ts';
import { description, resourceName } from '../names.ts';
import { addTags } from '../tag/rows.ts';
import { TRANSITIONS } from './lifecycle.ts';

const createRules: readonly Rule<object>[] = [];

/** Makes a filter without rules. It is Creating, then Available. */
export const createTrafficMirrorFilter = writeAction({
  name: 'CreateTrafficMirrorFilter',
  summary: 'create a traffic mirror filter',
  asyncTask: true,
  parameters: () =>
    z.object({
      TrafficMirrorFilterName: resourceName().optional(),
      Description: description().optional(),
      ...creationParameters(),
    }),
  result: () => z.object({ TrafficMirrorFilterId: z.string() }),
  begins: [TRANSITIONS.create],
  rules: createRules,

  async facts() {
    return {};
  },

  async change(tx, _, input, context) {
    const filterId = context.ids.resource(RESOURCES.traffic_mirror_filter.idPrefix);
    const owner = ownKey(context, filterId);
    await tx.insert('traffic_mirror_filter', {
      ...owner,
      project_name: input.ProjectName,
      name: input.TrafficMirrorFilterName ?? filterId,
      description: input.Description ?? '',
      status: TRANSITIONS.create.from,
    });
    await addTags(tx, owner, 'trafficmirrorfilter', input.Tags);
    await scheduleTransition(tx, context, TRANSITIONS.create, filterId);
    return { TrafficMirrorFilterId: filterId };
  },
});
