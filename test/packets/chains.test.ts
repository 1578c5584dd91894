import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Random } from '../fuzz/random.ts';
import { unable } from './able.ts';
import { makeBase } from './base.ts';
import { membersOf } from './commands/floating.ts';
import { COMMANDS } from './commands.ts';
import { barriersOf, disagreements } from './compare.ts';
import { Coverage } from './coverage.ts';
import { PacketModel } from './model.ts';
import { Paper } from './paper.ts';
import { RouterStage } from './router-stage.ts';
import { WorldRun } from './run.ts';
import { arp, claims } from './spoof.ts';
import { byId } from './world.ts';

const CHAINS = "the router's chains";
/** The most worlds that are tried until packets have missed every chain. */
const MOST_WORLDS = 30;
/** How many commands change a world before it is looked at. */
const COMMANDS_FIRST = 25;

interface Chain {
  readonly family: string;
  readonly table: string;
  readonly name: string;
  /** Set for a chain that the kernel calls. */
  readonly hook?: string;
}

/** Chains of one kind differ by the ids in their names. */
const kindOf = ({ family, name }: Chain) => `${family} ${name.split('/')[0]}`;
/** The chains that count decisions. Packets are dropped without them, too. */
const ONLY_COUNTED = 'inet drop';

describe.skipIf(unable(CHAINS))(CHAINS, () => {
  const model = new PacketModel();
  let stage: RouterStage;
  beforeAll(async () => {
    stage = await RouterStage.open();
  });
  afterAll(() => stage?.close());

  async function worldOf(seed: number): Promise<WorldRun> {
    const settle = async () => {};
    const run = new WorldRun(new Paper().client, settle, settle, seed);
    await makeBase(run);
    const pick = new Random(seed);
    // No NIC announces addresses by itself: the packets do that.
    const { announce: _, ...others } = COMMANDS;
    const weighted = Object.values(others).map((each) => [each.weight, each] as const);
    for (let count = 0; count < COMMANDS_FIRST; count += 1) {
      await pick.weighted(weighted).run(run, new Random(seed * 100 + count));
    }
    await stage.apply(run.world);
    for (const vip of run.world.haVips) vip.holder = model.holder(run.world, vip)?.id;
    return run;
  }

  /** Whether packets tell that something is missing. */
  async function isMissed(run: WorldRun, vpc: string): Promise<boolean> {
    try {
      if ((await disagreements(run, stage.agent, new Coverage())).length > 0) return true;
      const { nics } = run.world;
      const [liar, victim] = nics.filter(({ instance }) => instance !== undefined);
      if (liar === undefined || victim === undefined) return false;
      if (await isAnswered(run, vpc)) return true;
      const before = neighbours(stage.routerOf(vpc));
      await stage.agent.round({
        packets: claims(liar.id, liar.mac, victim.ipv4[0] ?? '', victim.ipv6[0] ?? ''),
        barriers: barriersOf(run.world),
      });
      return neighbours(stage.routerOf(vpc)) !== before;
    } catch (error) {
      // The gateway no longer answers anything.
      if (String(error).includes('does not answer')) return true;
      throw error;
    }
  }

  /** Whether a member that announces a floating address learns that another NIC has it. */
  async function isAnswered(run: WorldRun, vpc: string): Promise<boolean> {
    for (const vip of run.world.haVips) {
      if (byId(run.world.subnets, vip.subnet).vpc !== vpc) continue;
      const nic = membersOf(run, vip).find(
        ({ id, instance = '' }) => id !== vip.holder && byId(run.world.instances, instance).running,
      );
      if (nic === undefined) continue;
      const { others } = await stage.agent.round({
        packets: [{ tag: 0, from: nic.id, frame: arp(nic.mac, vip.address) }],
        barriers: barriersOf(run.world),
        others: true,
      });
      await vi.waitFor(() => expect(stage.holders.get(vip.id)).toBe(nic.id), { timeout: 60_000 });
      vip.holder = nic.id;
      if (others.some(([, frame]) => frame.slice(24, 28) === '0806')) return true;
    }
    return false;
  }

  it('are missed by packets when one is taken away', { timeout: 900_000 }, async () => {
    const kinds = new Set<string>();
    const missed = new Set<string>();
    const story: string[] = [];
    for (let seed = 1; seed <= MOST_WORLDS; seed += 1) {
      const run = await worldOf(seed);
      expect(await disagreements(run, stage.agent, new Coverage()), run.story.join('\n')).toEqual(
        [],
      );
      for (const { id: vpc } of run.world.vpcs) {
        const router = stage.routerOf(vpc);
        for (const chain of chainsOf(router)) {
          const kind = kindOf(chain);
          if (kind === ONLY_COUNTED || missed.has(kind)) continue;
          kinds.add(kind);
          const saved = nft(router, 'list', 'ruleset');
          takeAway(router, chain);
          if (await isMissed(run, vpc)) missed.add(kind);
          else story.push(`${seed}: ${kind}`);
          restore(router, saved);
        }
      }
      await stage.clear();
      if (kinds.size > 0 && [...kinds].every((kind) => missed.has(kind)) && seed > 5) break;
    }
    expect([...kinds].filter((kind) => !missed.has(kind))).toEqual([]);
    expect(kinds.size).toBeGreaterThan(8);
  });
});

function chainsOf(router: string): Chain[] {
  const listed = JSON.parse(nft(router, '-j', 'list', 'chains')) as {
    nftables: readonly { readonly chain?: Chain }[];
  };
  return listed.nftables.flatMap(({ chain }) => chain ?? []);
}

/**
 * Removes a chain that the kernel calls, which lets everything pass. Any other chain is only
 * emptied.
 */
function takeAway(router: string, { family, table, name, hook }: Chain): void {
  nft(router, 'flush', 'chain', family, table, name);
  if (hook !== undefined) nft(router, 'delete', 'chain', family, table, name);
}

function restore(router: string, ruleset: string): void {
  execFileSync(
    'ip',
    ['netns', 'exec', router, 'sh', '-c', '{ echo flush ruleset; cat; } | nft -f -'],
    {
      input: ruleset,
    },
  );
}

function nft(router: string, ...args: readonly string[]): string {
  return execFileSync('ip', ['netns', 'exec', router, 'nft', ...args], { encoding: 'utf8' });
}

/** What the router believes about who has which address. */
function neighbours(router: string): string {
  return execFileSync('ip', ['-n', router, 'neigh', 'show'], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => !line.startsWith('fe80::'))
    .sort()
    .join('\n');
}
