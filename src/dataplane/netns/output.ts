import { MOST_OUTPUT_BYTES } from '#core/guest-command.ts';

/** The last bytes of what a program writes. */
export class Output {
  #bytes = Buffer.alloc(0);
  #all = 0;

  add(bytes: Buffer): void {
    this.#all += bytes.length;
    this.#bytes = Buffer.concat([this.#bytes, bytes]).subarray(-MOST_OUTPUT_BYTES);
  }

  get base64(): string {
    return this.#bytes.toString('base64');
  }

  get bytesLeftOut(): number {
    return this.#all - this.#bytes.length;
  }
}
