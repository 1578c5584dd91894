import { setTimeout as sleep } from 'node:timers/promises';
import type { SceneWithInstances } from '../support/scene.ts';
import type { Process } from './processes.ts';

const CLIENTS = 6;
const PAUSE_MS = 5;

/**
 * Clients that attach and detach, each an interface of its own and each request through the next
 * process, as behind a load balancer. Whatever is not a success is thrown by `rounds` and `end`.
 */
export class Load {
  readonly #where: SceneWithInstances;
  /** The requests to each process that are not answered yet. */
  readonly #asked = new Map<Process, Set<Promise<unknown>>>();
  #through: readonly Process[];
  #turn = 0;
  #ended = false;
  #round = 0;
  #waiting: { readonly until: number; readonly done: () => void }[] = [];
  #failed: Promise<never> | undefined;
  #work: Promise<unknown> = Promise.resolve();

  constructor(where: SceneWithInstances, through: readonly Process[]) {
    this.#where = where;
    this.#through = through;
  }

  /** From now on, requests go to these processes. Resolves when the others have answered theirs. */
  async through(...processes: readonly Process[]): Promise<void> {
    const others = this.#through.filter((each) => !processes.includes(each));
    this.#through = processes;
    await Promise.all(others.flatMap((each) => [...(this.#asked.get(each) ?? [])]));
  }

  async begin(): Promise<void> {
    const interfaces: string[] = [];
    while (interfaces.length < CLIENTS) {
      const { subnetId: SubnetId, groupId } = this.#where;
      const made = await this.#call('CreateNetworkInterface', {
        SubnetId,
        SecurityGroupIds: [groupId],
      });
      await this.#status(made.NetworkInterfaceId, 'Available');
      interfaces.push(made.NetworkInterfaceId);
    }
    this.#work = Promise.all(interfaces.map((id, n) => this.#drive(id, n)));
    this.#failed = this.#work.then(() => new Promise<never>(() => {}));
    this.#failed.catch(() => {});
  }

  /** Resolves when each client has attached and detached that many times more. */
  async rounds(count: number): Promise<void> {
    const reached = new Promise<void>((done) => {
      this.#waiting.push({ until: this.#round + count * CLIENTS, done });
    });
    await Promise.race([reached, this.#failed]);
  }

  async end(): Promise<void> {
    this.#ended = true;
    await this.#work;
  }

  async #drive(id: string, n: number): Promise<void> {
    const { instanceIds } = this.#where;
    const pair = { NetworkInterfaceId: id, InstanceId: instanceIds[n % instanceIds.length] };
    while (!this.#ended) {
      await this.#call('AttachNetworkInterface', pair);
      await this.#status(id, 'InUse');
      await this.#call('DetachNetworkInterface', pair);
      await this.#status(id, 'Available');
      this.#round += 1;
      for (const { until: round, done } of this.#waiting) if (this.#round >= round) done();
    }
  }

  async #status(NetworkInterfaceId: string, status: string): Promise<void> {
    for (;;) {
      const shown = await this.#call('DescribeNetworkInterfaceAttributes', { NetworkInterfaceId });
      if (shown.Status === status) return;
      await sleep(PAUSE_MS);
    }
  }

  /** Sends a request to the next process. */
  async #call(action: string, input: Record<string, unknown>) {
    this.#turn += 1;
    const next = this.#through[this.#turn % this.#through.length];
    if (next === undefined) throw new Error('there is nobody to ask');
    const answer = next.client.ok('vpc', action, input);
    const asked = this.#asked.get(next) ?? new Set();
    this.#asked.set(next, asked.add(answer));
    try {
      return await answer;
    } finally {
      asked.delete(answer);
    }
  }
}
