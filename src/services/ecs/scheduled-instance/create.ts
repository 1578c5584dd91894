import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { refuse } from '#core/refusal.ts';
import { RESOURCES } from '#core/resources.ts';
import { scheduleTransitionAt } from '#core/schedule-transition.ts';
import { once } from '#platform/once.ts';
import { addTags } from '#services/vpc/tag/rows.ts';
import { runFacts } from '../instance/run.facts.ts';
import { type RunInput, runParameters } from '../instance/run.parameters.ts';
import { ecsRefusals } from '../refusals.ts';
import { type CreateInput, createInert, createParameters } from './create.parameters.ts';
import { createRules, type OrderTimes } from './create.rules.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { WINDOW } from './times.ts';

/**
 * Orders instances for a time. The order is Reserved until StartDeliveryAt; then its instances are
 * launched as by RunInstances.
 */
export const createScheduledInstances = writeAction({
  name: 'CreateScheduledInstances',
  summary: 'order instances for a time (ESI)',
  parameters: createParameters,
  result: () => z.object({ ScheduledInstanceId: z.string() }),
  inert: createInert,
  begins: [TRANSITIONS.deliver],
  rules: createRules,
  refusals: [ecsRefusals.DryRunOperation],

  async facts(tx, input, context) {
    const run = await runFacts(tx, launchOf(input), context);
    return { ...run, now: tx.now, times: timesOf(input, tx.now) };
  },

  async change(tx, { times, count, instanceTypeId }, input, context) {
    if (input.DryRun) refuse(ecsRefusals.DryRunOperation);
    const id = context.ids.resource(RESOURCES.scheduled_instance.idPrefix, 20);
    const owner = ownKey(context, id);
    const start = times.start ?? tx.now;
    await tx.insert('scheduled_instance', {
      ...owner,
      project_name: input.ProjectName,
      name: input.ScheduledInstanceName,
      description: input.ScheduledInstanceDescription ?? '',
      status: TRANSITIONS.deliver.from,
      zone_id: input.ZoneId,
      instance_type_id: instanceTypeId ?? '',
      image_id: input.ImageId,
      key_pair_name: input.KeyPairName ?? '',
      type: input.ElasticScheduledInstanceType,
      delivery_type: times.immediate ? 'Immediate' : 'Reserve',
      wanted: count,
      start_delivery_at: start,
      end_delivery_at: times.end ?? start,
      auto_release_at: times.release ?? 0,
      invalid_at: 0,
      launch: JSON.stringify(launchOf(input)),
      delivered: '[]',
      failure: '',
    });
    await addTags(tx, owner, 'scheduledinstance', input.Tags);
    await scheduleTransitionAt(tx, context, TRANSITIONS.deliver.kind, id, Math.max(start, tx.now));
    return { ScheduledInstanceId: id };
  },
});

const launchParameters = once(runParameters);

/** The parameters of the launch. The password has no effect, and is not kept. */
function launchOf({ Password: _, ClientToken: __, ...input }: CreateInput): RunInput {
  return launchParameters().parse(input);
}

function timesOf(input: CreateInput, now: number): OrderTimes {
  const segmented = input.ElasticScheduledInstanceType === 'Segmented';
  const immediate = segmented && input.DeliveryType === 'Immediate';
  const at = (text: string | undefined) => (text === undefined ? undefined : Date.parse(text));
  const start = immediate ? now : at(input.StartDeliveryAt);
  return {
    immediate,
    start,
    end: at(input.EndDeliveryAt) ?? (start === undefined ? undefined : start + WINDOW),
    release: segmented ? at(input.AutoReleaseAt) : 0,
  };
}
