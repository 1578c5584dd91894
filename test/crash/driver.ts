import { setTimeout as sleep } from 'node:timers/promises';
import type { SdkClient } from '../support/client.ts';

/** Where an interface is, as far as an acknowledged answer or a Describe says. */
export type Whereabouts = 'free' | 'gone' | { readonly on: string };

/**
 * A client of one interface: it attaches, detaches, and now and then deletes and recreates it. It
 * remembers the answers, so that after a crash the state can be compared with them.
 */
export class Driver {
  readonly #subnetId: string;
  readonly #groupId: string;
  readonly #instanceIds: readonly string[];
  readonly #name: string;
  #client: SdkClient;
  #turn = 0;
  #interfaceId = '';
  /** Where it must be: one place, or two when an answer was lost. */
  #possible: Whereabouts[] = ['gone'];
  acknowledged = 0;
  /** Called whenever a change has been acknowledged. */
  onAcknowledged: () => void = () => {};

  constructor(
    client: SdkClient,
    name: string,
    where: { subnetId: string; groupId: string; instanceIds: readonly string[] },
  ) {
    this.#client = client;
    this.#name = name;
    this.#subnetId = where.subnetId;
    this.#groupId = where.groupId;
    this.#instanceIds = where.instanceIds;
  }

  /** Compares a restarted server with what was acknowledged. Returns the differences. */
  async verify(client: SdkClient): Promise<string[]> {
    this.#client = client;
    if (this.#interfaceId === '') return [];
    const place = await this.#look();
    const breach = this.#possible.some((each) => same(each, place))
      ? []
      : [
          `${this.#name}: ${this.#interfaceId} must be ${this.#possible.map(say).join(' or ')}, and is ${say(place)}`,
        ];
    this.#possible = [place];
    return breach;
  }

  /** Sends requests until the server dies. */
  async drive(): Promise<void> {
    for (;;) {
      try {
        await this.#step();
      } catch (error) {
        if (isLost(error)) return;
        throw error;
      }
    }
  }

  async #step(): Promise<void> {
    const [place = 'gone'] = this.#possible;
    if (place === 'gone') return this.#create();
    if (place !== 'free') {
      return this.#ask('DetachNetworkInterface', { InstanceId: place.on }, 'free');
    }
    this.#turn += 1;
    if (this.#turn % 7 === 0) return this.#ask('DeleteNetworkInterface', {}, 'gone');
    const instanceId = this.#instanceIds[this.#turn % this.#instanceIds.length] ?? '';
    return this.#ask('AttachNetworkInterface', { InstanceId: instanceId }, { on: instanceId });
  }

  /** After a crash the ClientToken shows whether the lost answer was a success. */
  async #create(): Promise<void> {
    const token = `${this.#name}-${this.#turn}`;
    const { NetworkInterfaceId } = await this.#client.ok('vpc', 'CreateNetworkInterface', {
      SubnetId: this.#subnetId,
      SecurityGroupIds: [this.#groupId],
      ClientToken: token,
    });
    this.#turn += 1;
    this.#interfaceId = NetworkInterfaceId;
    this.#possible = ['free'];
    this.#acknowledge();
  }

  async #ask(action: string, more: Record<string, string>, then: Whereabouts): Promise<void> {
    const before = this.#possible;
    this.#possible = [...before, then];
    const reply = await this.#client.vpc(action, {
      NetworkInterfaceId: this.#interfaceId,
      ...more,
    });
    if (reply.status === 200) {
      this.#possible = [then];
      this.#acknowledge();
      return;
    }
    this.#possible = before;
    // The last transition has not settled yet, or other interfaces hold the instance's places.
    const patience = ['InvalidEni.InvalidStatus', 'LimitExceeded.EnisPerInstance'];
    if (!patience.includes(reply.code)) throw new Error(`${action}: ${reply.code}`);
    if (action === 'AttachNetworkInterface') this.#turn += 1;
  }

  #acknowledge(): void {
    this.acknowledged += 1;
    this.onAcknowledged();
  }

  /**
   * Reads where the interface is once no transition is left. If that never happens, the test's own
   * timeout ends the wait.
   */
  async #look(): Promise<Whereabouts> {
    for (;;) {
      const reply = await this.#client.vpc('DescribeNetworkInterfaceAttributes', {
        NetworkInterfaceId: this.#interfaceId,
      });
      if (reply.code === 'InvalidEniId.NotFound') return 'gone';
      const { Status, DeviceId } = reply.result;
      if (Status === 'Available') return 'free';
      if (Status === 'InUse') return { on: DeviceId };
      await sleep(25);
    }
  }
}

const say = (place: Whereabouts): string => (typeof place === 'string' ? place : `on ${place.on}`);
const same = (a: Whereabouts, b: Whereabouts): boolean => say(a) === say(b);

/** Whether the server went away in the middle of a request. */
export function isLost(error: unknown): boolean {
  const text = `${(error as Error).message} ${(error as { cause?: Error }).cause?.message ?? ''} ${(error as { code?: string }).code ?? ''}`;
  return /ECONNREFUSED|ECONNRESET|socket hang up|EPIPE|aborted|Network ?Error/i.test(text);
}
