import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unable } from './able.ts';
import { CASES } from './cases.ts';
import { barriersOf, cameTo } from './compare.ts';
import { tell } from './coverage.ts';
import { PacketModel } from './model.ts';
import { isSent } from './mutants.ts';
import { RouterStage } from './router-stage.ts';
import { INTERNET_HOSTS } from './world.ts';

const SUITE = 'cases of packets';

/**
 * The cases that are written by hand, by real packets. They leave no decision of the model out, as
 * random worlds might.
 */
describe.skipIf(unable(SUITE))(SUITE, () => {
  const model = new PacketModel();
  let stage: RouterStage;
  beforeAll(async () => {
    stage = await RouterStage.open();
  });
  afterAll(() => stage?.close());

  const sent = CASES.filter((each) => isSent(each));
  it.each(sent.map((each, index) => ({ ...each, index })))('$index $says', async (each) => {
    const { world, packet, index } = each;
    const { mac, ...rest } = packet;
    await stage.apply(world);
    const tag = 20_000 + index;
    const result = await stage.agent.round({
      packets: [{ ...rest, ...(mac !== undefined && { mac }), tag, sourcePort: tag }],
      barriers: barriersOf(world),
      hosts: INTERNET_HOSTS,
    });
    expect(cameTo(result, packet)).toBe(tell(model.arrives(world, packet)));
  });
});
