import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { clientToken, id, integer, note } from '#core/parameters.ts';
import { groupsFor, joinFacts, roomInZone } from '../deployment-set/join.ts';
import { joinSet, leaveSet } from '../deployment-set/members.ts';
import { MOST_GROUPS } from '../deployment-set/parameters.ts';
import { operateFacts } from './operate.ts';
import { deploymentRules } from './placement.rules.ts';

/** Puts an instance into a deployment set, into another group of it, or out of the one that it is in. */
export const modifyInstanceDeployment = writeAction({
  name: 'ModifyInstanceDeployment',
  summary: 'put an instance into a deployment set, or take it out',
  parameters: () =>
    z.object({
      InstanceId: id(),
      // "An empty string takes the instance out of its set."
      DeploymentSetId: note(id(), { keepsEmpty: true }),
      DeploymentSetGroupNumber: integer(1, MOST_GROUPS).optional(),
      ClientToken: clientToken().optional(),
    }),
  result: () => z.object({}),
  rules: deploymentRules,

  async facts(tx, input, context) {
    const facts = await operateFacts(tx, input, context);
    // One that leaves its set is in no group, whatever is asked for.
    const joining = await joinFacts(tx, context, input.DeploymentSetId === '' ? {} : input);
    const members = joining.members.filter((each) => each.id !== input.InstanceId);
    const others = { ...joining, members };
    return {
      ...facts,
      ...others,
      roomInSet: roomInZone(context.world, others, facts.instance?.zone_id ?? ''),
    };
  },

  async change(tx, facts, { InstanceId }) {
    const { instance, deploymentSet } = facts;
    if (instance && deploymentSet) {
      const [group = 0] = groupsFor(facts, 1);
      await joinSet(tx, {
        id: InstanceId,
        deployment_set_id: deploymentSet.id,
        zone_id: instance.zone_id,
        group_number: group,
      });
    } else {
      await leaveSet(tx, InstanceId);
    }
    return {};
  },
});
