import * as z from 'zod';
import type { Inert } from '#core/action.ts';
import { flag, integer } from '#core/parameters.ts';
import type { InstanceRow } from '#store/schema.ts';
import type { InstanceType } from '#world/world.ts';
import type { CoreCountFacts } from './core-count.rules.ts';

const USUAL_THREADS = 2;
const USUAL_TOPOLOGY = 'DiscreteCoreToHTMapping';

/**
 * Only the topology, the threads and the cores are shown in answers: only the vendor's API explorer
 * has the rest.
 */
export const cpuOptions = () =>
  z.object({
    TopologyType: z.enum(['ContinuousCoreToHTMapping', USUAL_TOPOLOGY]).optional(),
    ThreadsPerCore: integer(1, 2).optional(),
    CoreCount: integer(1, 1024).optional(),
    CpuAccelerator: z.enum(['CpuAcceleratorOn', 'CpuAcceleratorOff']).optional(),
    HypervisorOff: flag().optional(),
    Numa: flag().optional(),
    NumaPerSocket: integer(1, 64).optional(),
  });

const NO_PROCESSOR = 'no processor is there, and nothing shows it';

/** The parts of `CpuOptions` that no answer shows. */
export const CPU_OPTIONS_INERT: Inert = {
  'CpuOptions.CpuAccelerator': NO_PROCESSOR,
  'CpuOptions.HypervisorOff': NO_PROCESSOR,
  'CpuOptions.Numa': NO_PROCESSOR,
  'CpuOptions.NumaPerSocket': NO_PROCESSOR,
};

/** How many cores an instance of a type has. */
export const coresOf = (type: Pick<InstanceType, 'cpus'> | undefined): number =>
  Math.ceil((type?.cpus ?? 0) / USUAL_THREADS);

export const coreCountFacts = (
  type: InstanceType | undefined,
  asked: { readonly CoreCount?: number | undefined } | undefined,
): CoreCountFacts => ({
  coreCount: asked?.CoreCount,
  cores: type && coresOf(type),
});

/** Options for an instance's processors, network frames and price. An absent one stays as it is. */
export interface InstanceOptions {
  readonly cpu?:
    | { readonly TopologyType?: string | undefined; readonly ThreadsPerCore?: number | undefined }
    | undefined;
  readonly jumboFrame?: boolean | undefined;
  readonly spotPriceLimit?: number | undefined;
}

type OptionColumns = Pick<
  InstanceRow,
  'threads_per_core' | 'cpu_topology_type' | 'enable_jumbo_frame' | 'spot_price_limit'
>;

/** The columns of an instance without options. */
export const USUAL_OPTIONS: OptionColumns = {
  threads_per_core: USUAL_THREADS,
  cpu_topology_type: USUAL_TOPOLOGY,
  enable_jumbo_frame: 0,
  spot_price_limit: '0',
};

/** The columns of the given options. */
export function optionColumns(given: InstanceOptions): Partial<OptionColumns> {
  const { cpu, jumboFrame, spotPriceLimit } = given;
  return {
    ...(cpu?.TopologyType !== undefined && { cpu_topology_type: cpu.TopologyType }),
    ...(cpu?.ThreadsPerCore !== undefined && { threads_per_core: cpu.ThreadsPerCore }),
    ...(jumboFrame !== undefined && { enable_jumbo_frame: jumboFrame ? 1 : 0 }),
    ...(spotPriceLimit !== undefined && { spot_price_limit: String(spotPriceLimit) }),
  };
}
