import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { vi } from 'vitest';
import type { AgentNic, Barrier } from './agent.ts';

/**
 * A router and guests in namespaces of their own, made without Tenon: what the packet agent is tried
 * on. Each guest has 10.0.0.N and fd00::N, and the gateway is 10.0.0.1.
 */
export class ByHand {
  readonly nics: AgentNic[] = [];
  readonly #prefix = `tenon-test-${randomBytes(4).toString('hex')}`;
  readonly #names: string[] = [];

  constructor(guests: readonly number[]) {
    const router = this.#namespace('router');
    for (const [name, value] of [
      ['net/ipv4/ip_forward', 1],
      ['net/ipv6/conf/all/forwarding', 1],
      ['net/ipv4/conf/all/rp_filter', 0],
      ['net/ipv4/conf/default/rp_filter', 0],
      ['net/ipv4/conf/all/send_redirects', 0],
      ['net/ipv4/conf/default/send_redirects', 0],
    ] as const) {
      this.#inRouter('sh', '-c', `echo ${value} > /proc/sys/${name}`);
    }
    for (const number of guests) this.#plug(router, number);
  }

  barrier(): Barrier {
    const [nic] = this.nics;
    return { from: nic?.id ?? '', source: `10.0.0.${nic?.id.slice(1)}`, gateway: '10.0.0.1' };
  }

  rules(text: string): void {
    this.#inRouter('nft', text);
  }

  /** Resolves when packets pass: the kernel hears of a carrier a moment after a link is set up. */
  async ready(): Promise<void> {
    for (const name of this.#names) await vi.waitUntil(() => areUp(name), { timeout: 60_000 });
  }

  link(guest: number, state: 'up' | 'down'): void {
    execFileSync('ip', ['-n', `${this.#prefix}-g${guest}`, 'link', 'set', 'eth0', state]);
  }

  remove(): void {
    for (const name of this.#names) execFileSync('ip', ['netns', 'del', name]);
  }

  #plug(router: string, number: number): void {
    const guest = this.#namespace(`g${number}`);
    const mac = `02:00:00:00:00:${number.toString(16).padStart(2, '0')}`;
    const device = `g${number}`;
    const lines = [
      `link add ${device} address fe:ff:ff:ff:ff:ff type veth peer name eth0 address ${mac} netns ${guest}`,
      `link set ${device} up`,
      `addr add 10.0.0.1/32 dev ${device}`,
      `route add 10.0.0.${number}/32 dev ${device}`,
      `route add fd00::${number}/128 dev ${device}`,
      `neigh replace 10.0.0.${number} lladdr ${mac} dev ${device} nud permanent`,
      `neigh replace fd00::${number} lladdr ${mac} dev ${device} nud permanent`,
    ];
    batch(router, lines);
    batch(guest, ['link set eth0 up', `addr add 10.0.0.${number}/24 dev eth0`]);
    this.nics.push({ id: device, namespace: `/run/netns/${guest}`, mac });
  }

  #namespace(name: string): string {
    const full = `${this.#prefix}-${name}`;
    execFileSync('ip', ['netns', 'add', full]);
    this.#names.push(full);
    batch(full, ['link set lo up']);
    return full;
  }

  #inRouter(...command: readonly string[]): void {
    execFileSync('ip', ['netns', 'exec', `${this.#prefix}-router`, ...command]);
  }
}

/** Whether the links of a namespace are, but for its loopback device. */
function areUp(namespace: string): boolean {
  const said = execFileSync('ip', ['-n', namespace, '-json', 'link', 'show', 'type', 'veth']);
  const links: { operstate: string }[] = JSON.parse(said.toString());
  return links.every(({ operstate }) => operstate === 'UP');
}

function batch(namespace: string, lines: readonly string[]): void {
  execFileSync('ip', ['-n', namespace, '-batch', '-'], { input: `${lines.join('\n')}\n` });
}
