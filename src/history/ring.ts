/** The latest items, as many as a limit of count and one of bytes allow; the oldest goes first. */
export class Ring<T extends { readonly bytes: number }> {
  readonly #items: (T | undefined)[];
  readonly #mostBytes: number;
  /** Where the oldest item is. */
  #first = 0;
  #count = 0;
  #bytes = 0;

  constructor(most: number, mostBytes: number) {
    this.#items = new Array(most);
    this.#mostBytes = mostBytes;
  }

  get count(): number {
    return this.#count;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** One that alone is larger than the limit of bytes is not kept, and the others go. */
  add(item: T): void {
    if (this.#count === this.#items.length) this.#forgetFirst();
    this.#items[(this.#first + this.#count) % this.#items.length] = item;
    this.#count += 1;
    this.#bytes += item.bytes;
    while (this.#bytes > this.#mostBytes) this.#forgetFirst();
  }

  clear(): void {
    while (this.#count > 0) this.#forgetFirst();
  }

  /** From the latest to the oldest. */
  *latestFirst(): Generator<T> {
    for (let back = 1; back <= this.#count; back += 1) {
      yield this.#at(this.#count - back);
    }
  }

  #at(index: number): T {
    return this.#items[(this.#first + index) % this.#items.length] as T;
  }

  #forgetFirst(): void {
    this.#bytes -= this.#at(0).bytes;
    this.#items[this.#first] = undefined;
    this.#first = (this.#first + 1) % this.#items.length;
    this.#count -= 1;
  }
}
