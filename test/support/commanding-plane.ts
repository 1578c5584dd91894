import { type CommandEnd, type GuestCommand, MOST_OUTPUT_BYTES } from '#core/guest-command.ts';
import type { Place } from '#core/network.ts';
import type { GuestCommands, PlaneEvents } from '#dataplane/driver.ts';
import { MemoryPlane } from './memory-plane.ts';

interface Going {
  readonly instanceId: string;
  readonly output: string;
  readonly endsAt: number;
}

/**
 * A data plane in memory that carries commands out, as far as `echo`, `exit` and `sleep` go: one that
 * sleeps goes on until time passes (`pass`), or until a test lets it `finish`.
 */
export class CommandingPlane extends MemoryPlane {
  /** What was begun, in order. */
  readonly begun: { readonly command: GuestCommand; readonly instanceId: string }[] = [];
  readonly commands: GuestCommands = {
    start: async (command, instanceId) => this.start(command, instanceId),
    end: async (id) => this.end(id),
    list: () =>
      new Map([...[...this.#going.keys()].map((id) => [id, undefined] as const), ...this.#ends]),
  };
  readonly #going = new Map<string, Going>();
  readonly #ends = new Map<string, CommandEnd>();
  readonly #over = new Set<string>();
  #now = 0;
  #events: PlaneEvents | undefined;

  async open(events: PlaneEvents): Promise<void> {
    this.#events = events;
  }

  async close(): Promise<void> {
    for (const id of this.#going.keys()) this.#over.add(id);
    this.#going.clear();
  }

  override async ensureInstance(place: Place, fencingToken: number): Promise<void> {
    await super.ensureInstance(place, fencingToken);
    if (!place.running) this.#stopIn(place.id);
  }

  override async removeInstance(instanceId: string, fencingToken?: number): Promise<void> {
    await super.removeInstance(instanceId, fencingToken);
    this.#stopIn(instanceId);
  }

  override forgetTokens(): void {
    super.forgetTokens();
    this.#going.clear();
    this.#ends.clear();
    this.#over.clear();
  }

  /** Lets time pass for what sleeps. */
  pass(ms: number): void {
    this.#now += ms;
    for (const [id, { endsAt }] of this.#going) {
      if (endsAt <= this.#now) this.finish(id, { how: 'timed-out', exitCode: 137 });
    }
  }

  /** Ends what goes on, with exit code 0 unless told. */
  finish(id: string, { how = 'exited', exitCode = 0 }: Partial<CommandEnd> = {}): void {
    const { output = '' } = this.#going.get(id) ?? {};
    this.#going.delete(id);
    this.#endWith(id, { how, exitCode, output, reason: '' });
  }

  start(command: GuestCommand, instanceId: string): void {
    const { id, script, timeoutSeconds } = command;
    if (this.#going.has(id) || this.#ends.has(id) || this.#over.has(id)) return;
    if (this.instance(instanceId)?.running !== true) {
      const reason = `there is no instance ${instanceId} that runs`;
      this.#endWith(id, { how: 'refused', exitCode: 1, output: '', reason });
      return;
    }
    this.begun.push({ command, instanceId });
    let output = '';
    for (const line of Buffer.from(script, 'base64').toString().split(/[\n;]/)) {
      const [word = '', ...words] = line.trim().split(' ');
      if (word === 'echo') output += `${words.join(' ')}\n`;
      if (word === 'sleep') {
        this.#going.set(id, { instanceId, output, endsAt: this.#now + timeoutSeconds * 1000 });
        return;
      }
      if (word === 'exit') {
        this.#endWith(id, { how: 'exited', exitCode: Number(words[0]), output, reason: '' });
        return;
      }
    }
    this.#endWith(id, { how: 'exited', exitCode: 0, output, reason: '' });
  }

  end(id: string): void {
    this.#over.add(id);
    this.#going.delete(id);
    this.#ends.delete(id);
  }

  #stopIn(instanceId: string): void {
    for (const [id, going] of this.#going) {
      if (going.instanceId === instanceId) {
        this.finish(id, { how: 'instance-stopped', exitCode: 137 });
      }
    }
  }

  #endWith(id: string, end: Omit<CommandEnd, 'bytesLeftOut'>): void {
    const output = Buffer.from(end.output);
    const kept = output.subarray(-MOST_OUTPUT_BYTES);
    const bytesLeftOut = output.length - kept.length;
    this.#ends.set(id, { ...end, output: kept.toString('base64'), bytesLeftOut });
    this.#events?.commandEnded?.(id);
  }
}
