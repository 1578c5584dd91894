import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id, integer, notOffered, text } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { creationParameters, snapshotName } from '../names.ts';
import { ebsRefusals } from '../refusals.ts';
import { ownVolume } from '../volume/rows.ts';
import { type VolumeFacts, volumeExists, volumeIsSettled } from '../volume/volume.rules.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { makeSnapshot } from './make.ts';

/** The preconditions of CreateSnapshot; its page's table was not seen. */
export const createRules: readonly Rule<VolumeFacts>[] = [volumeExists, volumeIsSettled];

const elsewhere = <S extends z.ZodType>(schema: S) =>
  notOffered(schema, 'there is no object storage here').optional();

/** Where else a snapshot may come from. Source: the SDK. */
const source = () =>
  elsewhere(
    z.object({
      Type: elsewhere(text(64)),
      Options: elsewhere(z.object({ Bucket: elsewhere(text(256)), Prefix: elsewhere(text(1024)) })),
    }),
  );

/** Takes a snapshot of a volume. It is creating, then available. */
export const createSnapshot = writeAction({
  name: 'CreateSnapshot',
  summary: 'take a snapshot of a volume',
  parameters: () =>
    z.object({
      VolumeId: id(),
      SnapshotName: snapshotName(),
      Description: text(255).default(''),
      /** Days. Absent to keep it for ever. */
      RetentionDays: integer(1, 65_536).optional(),
      Source: source(),
      ...creationParameters(),
    }),
  result: () => z.object({ SnapshotId: z.string() }),
  begins: [TRANSITIONS.create],
  rules: createRules,

  facts: async (tx, { VolumeId }, context) => ({
    volume: await tx.first(ownVolume, ownKey(context, VolumeId)),
  }),

  async change(tx, { volume = refuse(ebsRefusals.VolumeNotFound) }, input, context) {
    const SnapshotId = await makeSnapshot(tx, context, {
      volume,
      name: input.SnapshotName,
      description: input.Description,
      projectName: input.ProjectName,
      retentionDays: input.RetentionDays,
      tags: input.Tags,
    });
    await scheduleTransition(tx, context, TRANSITIONS.create, SnapshotId);
    return { SnapshotId };
  },
});
