import { Faults, type FaultsOptions } from '#faults/faults.ts';
import type { FaultSpec } from '#faults/spec.ts';

export interface InitialFaultOptions {
  /** Faults that are in place from the start, and again after each reset. */
  readonly faults?: readonly FaultSpec[];
}

/** The faults that a tester asks for, those that the world begins with among them. */
export interface FaultParts {
  readonly faults: Faults;
  /**
   * Adds the faults that the world begins with, or those of one account.
   * @throws when one of them makes no sense.
   */
  readonly placeFaults: (accountId?: string) => Promise<void>;
}

export function createFaults(options: InitialFaultOptions, parts: FaultsOptions): FaultParts {
  const faults = new Faults(parts);
  const placeFaults = async (accountId?: string) => {
    for (const spec of options.faults ?? []) {
      if (accountId !== undefined && spec.account !== accountId) continue;
      const added = await faults.add(spec);
      if ('wrong' in added) throw new Error(`a fault makes no sense: ${added.wrong.problem}`);
    }
  };
  return { faults, placeFaults };
}
