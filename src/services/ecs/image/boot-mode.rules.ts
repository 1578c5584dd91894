import type { Rule } from '#core/action.ts';
import { ecsRefusals } from '../refusals.ts';

export interface BootFacts {
  /** Undefined where there is no image. */
  readonly architecture: string | undefined;
  /** What is asked for. */
  readonly bootMode: string | undefined;
}

/** "ARM images have UEFI only." Source: ModifyImageAttribute. */
export const bootModeFits: Rule<BootFacts> = {
  refusal: ecsRefusals.BootModeMalformed,
  parameter: 'BootMode',
  broken: ({ architecture, bootMode }) => architecture === 'arm64' && bootMode === 'BIOS',
  because: ({ architecture, bootMode }) =>
    `BootMode is ${bootMode ?? 'absent'}, the architecture is ${architecture ?? 'absent'}`,
};
