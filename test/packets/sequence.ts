import fc from 'fast-check';
import { vi } from 'vitest';
import { Random } from '../fuzz/random.ts';
import type { SdkClient } from '../support/client.ts';
import type { PacketAgent } from './agent.ts';
import { makeBase } from './base.ts';
import { COMMANDS } from './commands.ts';
import { barriersOf, disagreements } from './compare.ts';
import type { Coverage } from './coverage.ts';
import { PacketModel } from './model.ts';
import { WorldRun } from './run.ts';
import { arp } from './spoof.ts';
import { byId, type HaVip, type Nic, type World } from './world.ts';

/** A command with the number that leads to its choices. */
export interface Turn {
  readonly command: string;
  readonly seed: number;
}

const LONGEST = 20;

const turn: fc.Arbitrary<Turn> = fc.oneof(
  ...Object.entries(COMMANDS).map(([command, { weight }]) => ({
    weight,
    // Other choices would not be smaller: a sequence that failed is made shorter only by leaving
    // commands out.
    arbitrary: fc.noShrink(fc.record({ command: fc.constant(command), seed: fc.nat() })),
  })),
);
/** The seed of what a world has from the start, and the commands that change it. */
export const sequences = fc.tuple(
  fc.noShrink(fc.nat()),
  fc.noBias(fc.array(turn, { minLength: 1, maxLength: LONGEST, size: 'max' })),
);

const model = new PacketModel();

/** Where a world is made: with a server, or with routers alone. */
export interface Maker {
  readonly client: SdkClient;
  readonly agent: PacketAgent;
  readonly settled: () => Promise<void>;
  /** Has everything be as the world is, and the agent watch it. */
  readonly make: (world: World) => Promise<void>;
  /** Whether a NIC is known to have a floating address. */
  readonly hasFloated: (haVip: HaVip, nic: Nic) => Promise<boolean>;
  /** Takes the world away. */
  readonly clear: () => Promise<void>;
}

/**
 * Makes a world by calls of the API, and compares packets with the model after every change of it.
 * @throws with all that was asked for when they do not agree.
 */
export async function play(
  maker: Maker,
  seed: number,
  turns: readonly Turn[],
  coverage: Coverage,
): Promise<void> {
  const run = new WorldRun(
    maker.client,
    maker.settled,
    (vip, nic) => announce(maker, run, vip, nic),
    seed,
  );
  try {
    await makeBase(run);
    await compare(maker, run, coverage);
    for (const { command, seed: choices } of turns) {
      const { run: carryOut } = COMMANDS[command] ?? {};
      if (carryOut === undefined) throw new Error(`no command is called ${command}`);
      if (!(await carryOut(run, new Random(choices)))) continue;
      coverage.did(command);
      await compare(maker, run, coverage);
    }
  } catch (error) {
    const story = run.story.join('\n  ');
    throw new Error(`\n  ${story}\n${(error as Error).message}`, { cause: error });
  } finally {
    await maker.clear();
  }
}

async function compare(maker: Maker, run: WorldRun, coverage: Coverage): Promise<void> {
  await maker.settled();
  await maker.make(run.world);
  for (const vip of run.world.haVips) vip.holder = model.holder(run.world, vip)?.id;
  const found = await disagreements(run, maker.agent, coverage);
  if (found.length > 0) {
    const shown = found.slice(0, MOST_SHOWN).join('\n  ');
    throw new Error(`packets and model do not agree in ${found.length} cases:\n  ${shown}`);
  }
}

const MOST_SHOWN = 12;

/** Has a NIC announce a floating address, and waits until it is known to have it. */
async function announce(maker: Maker, run: WorldRun, haVip: string, nic: string): Promise<void> {
  await maker.settled();
  await maker.make(run.world);
  const sender = byId(run.world.nics, nic);
  const vip = byId(run.world.haVips, haVip);
  await maker.agent.round({
    packets: [{ tag: 0, from: nic, frame: arp(sender.mac, vip.address) }],
    barriers: barriersOf(run.world),
  });
  await vi.waitFor(async () => {
    const has = await maker.hasFloated(vip, sender);
    if (!has) throw new Error(`${nic} has announced ${vip.address}, and not got it`);
  }, PATIENCE);
}

/** What is awaited comes from a program that watches the kernel. */
const PATIENCE = { timeout: 60_000, interval: 2 };
