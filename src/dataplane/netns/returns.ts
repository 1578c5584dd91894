import type { Nic } from '#core/network.ts';
import { PlaneRefusal } from '../driver.ts';
import type { Background } from './in-hand.ts';

export interface ReturnsOptions {
  wakeAfter(ms: number, wake: () => void): () => void;
  /** @throws PlaneRefusal while what the instance is bound to is not back */
  isBack(instanceId: string): Promise<unknown>;
  plug(nic: Nic, instanceId: string): Promise<void>;
  failed(error: unknown): void;
  readonly background: Background;
}

const FIRST_MS = 1000;
const LONGEST_MS = 15_000;

/**
 * NICs that were lost with what their instance is bound to. They are plugged again when that is
 * back: a container that is started again has a new namespace.
 */
export class Returns {
  readonly #options: ReturnsOptions;
  readonly #expected = new Map<string, { readonly nic: Nic; readonly instanceId: string }>();
  #delay = FIRST_MS;
  #cancel: (() => void) | undefined;

  constructor(options: ReturnsOptions) {
    this.#options = options;
  }

  expect(nic: Nic, instanceId: string): void {
    this.#expected.set(nic.id, { nic, instanceId });
    this.#delay = FIRST_MS;
    this.#schedule();
  }

  isExpected({ id }: Nic): boolean {
    return this.#expected.has(id);
  }

  forget(which: (nic: Nic, instanceId: string) => boolean): void {
    for (const [id, { nic, instanceId }] of this.#expected) {
      if (which(nic, instanceId)) this.#expected.delete(id);
    }
  }

  #schedule(): void {
    this.#cancel?.();
    this.#cancel = this.#options.wakeAfter(this.#delay, () => {
      this.#cancel = undefined;
      this.#delay = Math.min(this.#delay * 2, LONGEST_MS);
      this.#options.background.do(async () => {
        await this.#look();
        if (this.#expected.size > 0 && this.#cancel === undefined) this.#schedule();
      });
    });
  }

  async #look(): Promise<void> {
    for (const instanceId of new Set([...this.#expected.values()].map((each) => each.instanceId))) {
      try {
        await this.#options.isBack(instanceId);
      } catch (error) {
        if (error instanceof PlaneRefusal) continue;
        throw error;
      }
      for (const each of [...this.#expected.values()]) {
        if (each.instanceId !== instanceId) continue;
        await this.#options.plug(each.nic, instanceId).catch(this.#options.failed);
      }
    }
  }

  close(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#expected.clear();
  }
}
