import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import type { Context } from '#core/context.ts';
import { flag, id, integer, text } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import type { InstanceRow } from '#store/schema.ts';
import type { Image } from '#world/world.ts';
import { usableImage } from '../image/rows.ts';
import { systemOf } from '../image/view.ts';
import { findKeyPair } from '../key-pair/rows.ts';
import { ecsRefusals } from '../refusals.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { isHostname, LONGEST_WINDOWS_HOSTNAME } from './names.ts';
import { endDryRun, operateFacts, operateParameters } from './operate.ts';
import { password, userData } from './parameters.ts';
import { replaceRules } from './replace-system-volume.rules.ts';
import { begin } from './transitions.ts';
import { makeNewSystemVolume, systemVolumeFits } from './volumes.ts';

const parameters = () =>
  z.object({
    ...operateParameters(),
    ImageId: id(),
    /** The size of the new volume, in GiB; the SDK has it as a text. */
    Size: integer(0, 1_000_000).optional(),
    Password: password().optional(),
    KeyPairName: text(128).optional(),
    KeepImageCredential: flag().default(false),
    UserData: userData().optional(),
    ImageReleaseVersion: text(64).optional(),
  });

/**
 * Reinstalls an instance from an image, with a new system volume. It is REBUILDING, then RUNNING.
 */
export const replaceSystemVolume = writeAction({
  name: 'ReplaceSystemVolume',
  summary: 'put another image on an instance',
  parameters,
  result: () => z.object({}),
  inert: {
    ImageReleaseVersion: 'an image has one version here',
  },
  begins: [TRANSITIONS.rebuild],
  rules: replaceRules,
  refusals: [ecsRefusals.DryRunOperation],

  async facts(tx, input, context) {
    const { image, imageStatus } = await usableImage(tx, context, input.ImageId);
    return {
      ...(await operateFacts(tx, input, context)),
      credential: input.KeepImageCredential || Boolean(input.Password || input.KeyPairName),
      keyPairName: input.KeyPairName,
      keyPairExists:
        (await findKeyPair(tx, context, { KeyPairName: input.KeyPairName })) !== undefined,
      imageId: input.ImageId,
      image,
      imageStatus,
      sizeFits: systemVolumeFits({ size: input.Size }, image?.sizeGiB ?? 0),
    };
  },

  async change(tx, { instance, image }, input, context) {
    endDryRun(input);
    if (!instance || !image) return refuse(ecsRefusals.InstanceNotFound);
    await makeNewSystemVolume(tx, context, instance, input.Size, image.sizeGiB);
    const patch = patchOf(context, instance, image, input);
    await begin(tx, context, TRANSITIONS.rebuild, input.InstanceId, patch);
    return {};
  },
});

function patchOf(
  { world }: Context,
  instance: InstanceRow,
  image: Image,
  input: z.infer<ReturnType<typeof parameters>>,
): Partial<InstanceRow> {
  const windows = image.osType === 'Windows';
  return {
    image_id: image.id,
    ...systemOf(world, image),
    // "It only counts for Linux."
    key_pair_name: windows ? '' : (input.KeyPairName ?? ''),
    ...(input.UserData !== undefined && { user_data: input.UserData }),
    // "From Linux to Windows the first 15 characters of the host name are kept."
    ...(windows &&
      !isHostname(instance.hostname, image.osType) && {
        hostname: instance.hostname.slice(0, LONGEST_WINDOWS_HOSTNAME),
      }),
  };
}
