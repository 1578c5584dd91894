import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A NIC to send from and to watch: its namespace's path, and the MAC by which it is found there. */
export interface AgentNic {
  readonly id: string;
  readonly namespace: string;
  readonly mac: string;
}

export type PacketProtocol = 'tcp' | 'udp' | 'icmp' | 'icmpv6';

/** A packet to send, known again by its tag. */
export interface SentPacket {
  readonly tag: number;
  /** The id of a NIC, or `internet`. */
  readonly from: string;
  readonly protocol: PacketProtocol;
  readonly source: string;
  readonly destination: string;
  /** The source port; for an echo, its identifier. */
  readonly sourcePort: number;
  readonly port?: number;
  /** The Ethernet source, when it is not the MAC of the NIC. */
  readonly mac?: string;
  /** The flags of a TCP segment; it is a SYN by default. */
  readonly flags?: 'syn' | 'syn-ack' | 'ack';
  /** Makes it an echo reply instead of a request. */
  readonly answer?: boolean;
  readonly ack?: number;
}

/** A frame to send as it is, in hexadecimal digits. */
export interface SentFrame {
  readonly tag: number;
  readonly from: string;
  readonly frame: string;
}

export interface Round {
  readonly packets: readonly (SentPacket | SentFrame)[];
  /**
   * Pings that are always answered. When they are, nothing that was sent before is under way any
   * more.
   */
  readonly barriers: readonly Barrier[];
  /** Whether each packet is answered where it arrives. */
  readonly answer?: boolean;
  /** The addresses of the internet's host. Packets for other addresses are only passing through. */
  readonly hosts?: readonly string[];
  /** Whether what was not sent here is reported as well. */
  readonly others?: boolean;
}

export interface Barrier {
  readonly from: string;
  readonly source: string;
  readonly gateway: string;
}

/** Where a packet was seen. `stack`: an answer that is not the agent's, but of a gateway. */
export interface Sighting {
  readonly tag: number;
  readonly kind: 'packet' | 'answer' | 'stack';
  readonly where: string;
  readonly source: string;
  readonly destination: string;
  /** Of an echo, its identifier twice. */
  readonly sourcePort: number;
  readonly port: number;
  /** Whether its checksums are right. */
  readonly intact: boolean;
  readonly sourceMac: string;
}

export interface RoundResult {
  readonly seen: readonly Sighting[];
  /** The tags of packets that could not be sent. */
  readonly unsent: readonly number[];
  /**
   * Frames that were not sent here: where each was seen, and its beginning in hexadecimal digits.
   */
  readonly others: readonly (readonly [where: string, frame: string])[];
}

type Row = readonly [
  number,
  Sighting['kind'],
  string,
  source: string,
  destination: string,
  sourcePort: number,
  port: number,
  boolean,
  string,
];

const PROGRAM = fileURLToPath(new URL('./agent/agent.py', import.meta.url));
/**
 * A queue of the kernel that overflows on a busy machine loses packets. The round is then sent
 * again.
 */
const MOST_TRIES = 20;

/** The program that sends and receives in every namespace: agent/agent.py. */
export class PacketAgent {
  readonly #child: ChildProcess;
  readonly #waiting: { done: (line: string) => void; failed: (error: Error) => void }[] = [];
  #complaints = '';

  constructor() {
    this.#child = spawn('python3', [PROGRAM], { stdio: ['pipe', 'pipe', 'pipe'] });
    const { stdout, stderr, stdin } = this.#child;
    if (stdout === null || stderr === null || stdin === null) throw new Error('no pipes');
    createInterface({ input: stdout }).on('line', (line) => this.#waiting.shift()?.done(line));
    stderr.on('data', (text) => (this.#complaints += text));
    stdin.on('error', () => {});
    const end = (why: string) => {
      const error = new Error(`the packet agent has ended: ${why} ${this.#complaints}`);
      for (const { failed } of this.#waiting.splice(0)) failed(error);
    };
    this.#child.on('error', ({ message }) => end(message));
    this.#child.on('close', (code) => end(`exit ${code}`));
  }

  /** Watches these NICs, and no others. Resolves to the ids of those that are not there. */
  async places(nics: readonly AgentNic[], internet?: string): Promise<readonly string[]> {
    const { missing } = await this.#ask<{ missing: string[] }>({ do: 'places', nics, internet });
    return missing;
  }

  /** Sends packets, and says where each arrived. */
  async round(round: Round): Promise<RoundResult> {
    for (let tries = 1; ; tries += 1) {
      const result = await this.#ask<Omit<RoundResult, 'seen'> & { seen: Row[]; lost: number }>({
        do: 'round',
        ...round,
      });
      if (result.lost > 0 && tries < MOST_TRIES) continue;
      const { seen, unsent, others } = result;
      return { seen: seen.map(sightingOf), unsent, others };
    }
  }

  async end(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const ended = new Promise((done) => this.#child.once('close', done));
    this.#child.stdin?.end();
    await ended;
  }

  async #ask<Result>(command: object): Promise<Result> {
    const line = await new Promise<string>((done, failed) => {
      this.#waiting.push({ done, failed });
      this.#child.stdin?.write(`${JSON.stringify(command)}\n`);
    });
    const result = JSON.parse(line) as Result & { error?: string };
    if (result.error !== undefined) throw new Error(`the packet agent: ${result.error}`);
    return result;
  }
}

const sightingOf = ([
  tag,
  kind,
  where,
  source,
  destination,
  sourcePort,
  port,
  intact,
  sourceMac,
]: Row): Sighting => ({
  tag,
  kind,
  where,
  source,
  destination,
  sourcePort,
  port,
  intact,
  sourceMac,
});
