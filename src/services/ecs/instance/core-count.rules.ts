import type { Rule } from '#core/action.ts';
import { ecsRefusals } from '../refusals.ts';

export interface CoreCountFacts {
  /** The requested number of cores. */
  readonly coreCount: number | undefined;
  /** The number that the type has; undefined without a type. */
  readonly cores: number | undefined;
}

/** An instance has the cores of its type: Tenon could not show another number. */
export const coreCountRule: Rule<CoreCountFacts> = {
  refusal: ecsRefusals.InvalidArgument,
  parameter: 'CpuOptions.CoreCount',
  broken: ({ coreCount, cores }) =>
    coreCount === undefined ? false : cores === undefined ? undefined : coreCount !== cores,
  because: ({ coreCount, cores }) =>
    `CpuOptions.CoreCount is ${coreCount ?? 'not given'}, the type has ${cores ?? '?'} cores`,
};
