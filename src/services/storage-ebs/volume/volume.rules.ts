import type { Rule } from '#core/action.ts';
import { exists, type Holding, inStatus } from '#core/common.rules.ts';
import { SETTLED as INSTANCE_SETTLED } from '#services/ecs/instance/lifecycle.ts';
import { ebsRefusals } from '../refusals.ts';
import { SETTLED } from './lifecycle.ts';

export type VolumeFacts = Holding<'volume', { readonly id: string; readonly status: string }>;

export type InstanceFacts = Holding<'instance', { readonly id: string; readonly status: string }>;

/** The preconditions on the volume, for every action that needs one. */
export const volumeExists = exists(ebsRefusals.VolumeNotFound, 'volume', 'volume');

export const volumeInStatus = (...statuses: readonly string[]) =>
  inStatus(ebsRefusals.VolumeStatus, 'volume', 'volume', statuses);

export const volumeIsSettled = volumeInStatus(...SETTLED);

/** The same on the instance that an action names. */
export const instanceExists = exists(ebsRefusals.InstanceNotFound, 'instance', 'instance');

export const instanceIsSettled = inStatus(
  ebsRefusals.InstanceStatus,
  'instance',
  'instance',
  INSTANCE_SETTLED,
);

/** An instance has room for one more volume. */
export const oneMoreVolume: Rule<{ readonly volumes: number; readonly volumesAllowed: number }> = {
  refusal: ebsRefusals.VolumesPerInstance,
  broken: ({ volumes, volumesAllowed }) => volumes >= volumesAllowed,
  because: ({ volumes, volumesAllowed }) =>
    `the instance has ${volumes} volumes of ${volumesAllowed}`,
};

/** How many volumes an instance may have, its system volume included. Source: RunInstances. */
export const VOLUMES_PER_INSTANCE = 16;

/** It is not the volume that the instance starts from. */
export const isDataVolume: Rule<Holding<'volume', { readonly kind: string }>> = {
  refusal: ebsRefusals.SystemVolume,
  broken: ({ volume }) => volume && volume.kind === 'system',
  because: ({ volume }) => `it is a ${volume?.kind ?? 'missing'} volume`,
};

/** Where volumes are: `i-1, no instance`. */
export function placesOf(
  each: readonly { readonly volume: { readonly instance_id: string } | undefined }[],
): string {
  const places = each.flatMap(({ volume }) =>
    volume ? [volume.instance_id || 'no instance'] : [],
  );
  return places.join(', ') || 'no instance';
}
