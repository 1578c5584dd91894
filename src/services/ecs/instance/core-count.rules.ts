import type { Rule } from '#core/action.ts';
import { ecsRefusals } from '../refusals.ts';

export interface CoreCountFacts {
  /** The cores that are asked for. */
  readonly coreCount: number | undefined;
  /** Those that the type has; undefined without a type. */
  readonly cores: number | undefined;
}

/** An instance has the cores of its type: another number would not be shown again. */
export const coreCountRule: Rule<CoreCountFacts> = {
  refusal: ecsRefusals.InvalidArgument,
  parameter: 'CpuOptions.CoreCount',
  broken: ({ coreCount, cores }) =>
    coreCount === undefined ? false : cores === undefined ? undefined : coreCount !== cores,
  because: ({ coreCount, cores }) =>
    `CpuOptions.CoreCount is ${coreCount ?? 'not given'}, the type has ${cores ?? '?'} cores`,
};
