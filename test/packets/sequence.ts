import { Random } from '../fuzz/random.ts';
import { makeBase } from './base.ts';
import { COMMANDS } from './commands.ts';
import { announceOn, disagreements } from './compare.ts';
import { PacketModel } from './model.ts';
import { WorldRun } from './run.ts';
import type { PacketStage } from './stage.ts';
import type { Tally } from './tally.ts';

/** A command with the number that leads to its choices. */
export interface Turn {
  readonly command: string;
  readonly seed: number;
}

const model = new PacketModel();

/**
 * Makes a world by calls of the API, and compares packets with the model after every change of it.
 * @throws with all that was asked for when they do not agree.
 */
export async function play(
  stage: PacketStage,
  seed: number,
  turns: readonly Turn[],
  tally: Tally,
): Promise<void> {
  const { client, server } = stage;
  const run = new WorldRun(client, server.settled, announceOn(stage), seed);
  try {
    await makeBase(run);
    await compare(stage, run, tally);
    for (const { command, seed: choices } of turns) {
      const { run: carryOut } = COMMANDS[command] ?? {};
      if (carryOut === undefined) throw new Error(`no command is called ${command}`);
      if (!(await carryOut(run, new Random(choices)))) continue;
      tally.did(command);
      await compare(stage, run, tally);
    }
  } catch (error) {
    const story = run.story.join('\n  ');
    throw new Error(`\n  ${story}\n${(error as Error).message}`, { cause: error });
  } finally {
    await server.reset();
  }
}

async function compare(stage: PacketStage, run: WorldRun, tally: Tally): Promise<void> {
  await stage.server.settled();
  for (const vip of run.world.haVips) vip.holder = model.holder(run.world, vip)?.id;
  await stage.watch(run.world);
  const found = await disagreements(run, stage.agent, tally);
  if (found.length > 0) {
    const shown = found.slice(0, MOST_SHOWN).join('\n  ');
    throw new Error(`packets and model do not agree in ${found.length} cases:\n  ${shown}`);
  }
}

const MOST_SHOWN = 12;
