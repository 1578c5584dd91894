import { Overtaken } from '../driver.ts';

/** How many ids are remembered: more than are taken out while a call can be delayed. */
const REMEMBERED = 200_000;

/**
 * The highest fencing token of each id. One process at a time drives a plane and waits for what its
 * predecessor has left behind, so it need not be kept anywhere but here.
 */
export class Fences {
  readonly #highest = new Map<string, number>();
  readonly #most: number;

  constructor(most = REMEMBERED) {
    this.#most = most;
  }

  /** Notes a call with this token. @throws Overtaken when there was a higher one. */
  pass(id: string, token: number): void {
    const highest = this.#highest.get(id) ?? Number.NEGATIVE_INFINITY;
    if (token < highest) throw new Overtaken(`${id}: ${token} was overtaken by ${highest}`);
    this.#highest.delete(id);
    this.#highest.set(id, token);
    if (this.#highest.size > this.#most) this.#forgetOldest();
  }

  /** Notes a call that may have no token: then earlier ones are forgotten. */
  passOrForget(id: string, token: number | undefined): void {
    if (token === undefined) this.#highest.delete(id);
    else this.pass(id, token);
  }

  forgetAll(): void {
    this.#highest.clear();
  }

  #forgetOldest(): void {
    for (const id of this.#highest.keys()) {
      this.#highest.delete(id);
      return;
    }
  }
}
