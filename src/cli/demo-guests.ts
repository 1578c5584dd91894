import { spawn } from 'node:child_process';
import type { TenonServer } from '#server.ts';
import { CliError, codeOf } from './error.ts';
import type { Delivery } from './packet-drawing.ts';
import { styled } from './terminal.ts';

type Plane = TenonServer['dataPlane'];
type Counters = Awaited<ReturnType<NonNullable<Plane['counters']>>>;
type Reason = keyof Counters[number]['dropped'];

/** Why a packet that got no answer may have been dropped, the likeliest first. */
const REASONS: Readonly<Partial<Record<Reason, string>>> = {
  'security-group-ingress': 'by the security group, on its way in',
  'security-group-egress': 'by the security group, on its way out',
  'network-acl-ingress': 'by the network ACL, on its way in',
  'network-acl-egress': 'by the network ACL, on its way out',
  bandwidth: 'because it exceeds the bandwidth',
  'no-route': 'because no NIC has that address',
};

/** What runs inside instances, and what the data plane counts meanwhile. */
export class Guests {
  sent = 0;
  answered = 0;
  readonly #plane: Plane;
  readonly #settled: () => Promise<void>;
  readonly #names = new Map<string, string>();

  constructor({ dataPlane, control }: Pick<TenonServer, 'dataPlane' | 'control'>) {
    this.#plane = dataPlane;
    this.#settled = control.settled;
  }

  name(instanceId: string, name: string): void {
    this.#names.set(instanceId, name);
  }

  nameOf(place: string): string {
    return this.#names.get(place) ?? place;
  }

  /**
   * Sends one packet that wants an answer, and waits for it for a second. What the API answered
   * before has reached the data plane by then.
   */
  async ping(place: string, source: string, to: string): Promise<Delivery> {
    await this.#settled();
    const before = await this.#counters();
    const { code, out, err } = await this.run(place, [
      'ping',
      '-n',
      '-c',
      '1',
      '-W',
      '1',
      '-I',
      source,
      to,
    ]);
    this.sent += 1;
    if (code === 0) {
      this.answered += 1;
      return { answered: true, ms: Number(/time=([\d.]+)/.exec(out)?.[1]) };
    }
    if (code !== 1) throw new CliError(`ping in ${this.nameOf(place)} failed: ${err || out}`);
    const dropped = reasonBetween(before, await this.#counters());
    return { answered: false, ...(dropped !== undefined && { dropped }) };
  }

  /** Prints the NICs that an instance has, as it sees them. */
  async show(place: string): Promise<void> {
    const { out } = await this.run(place, ['ip', '-json', 'address', 'show']);
    for (const link of JSON.parse(out) as Link[]) {
      if (link.ifname === 'lo') continue;
      const { local = '', prefixlen = 0 } =
        link.addr_info.find(({ family }) => family === 'inet') ?? {};
      const said = `${link.ifname}  ${link.address}  ${local}/${prefixlen}  ${link.operstate}`;
      console.log(`  ${`in ${this.nameOf(place)}:`.padEnd(12)}${styled('cyan', said)}`);
    }
  }

  async run(place: string, command: readonly string[]) {
    const entrance = await this.#plane.entrance?.(place);
    if (entrance === undefined) throw new CliError(`${place} is not on this host`);
    return output([...entrance.command, ...command]);
  }

  async #counters(): Promise<Counters> {
    return (await this.#plane.counters?.()) ?? [];
  }
}

interface Link {
  readonly ifname: string;
  readonly address: string;
  readonly operstate: string;
  readonly addr_info: readonly {
    readonly family: string;
    readonly local: string;
    readonly prefixlen: number;
  }[];
}

function reasonBetween(before: Counters, after: Counters): string | undefined {
  const earlier = new Map(before.map(({ nicId, dropped }) => [nicId, dropped]));
  const grew = (reason: Reason) =>
    after.some(
      ({ nicId, dropped }) => (dropped[reason] ?? 0) > (earlier.get(nicId)?.[reason] ?? 0),
    );
  return Object.entries(REASONS).find(([reason]) => grew(reason as Reason))?.[1];
}

function output([program = '', ...args]: readonly string[]) {
  return new Promise<{ code: number; out: string; err: string }>((done, failed) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => (out += chunk));
    child.stderr.on('data', (chunk) => (err += chunk));
    child.on('error', (error) =>
      failed(codeOf(error) === 'ENOENT' ? new CliError(`there is no program ${program}`) : error),
    );
    child.on('close', (code) => done({ code: code ?? -1, out, err: err.trim() }));
  });
}
