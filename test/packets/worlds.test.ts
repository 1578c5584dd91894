import { expect } from 'vitest';
import { howMany } from '../support/extent.ts';
import { COMMANDS } from './commands.ts';
import { describeSequences } from './sequences-suite.ts';
import { PacketStage } from './stage.ts';

const RUNS = howMany('TENON_PACKET_RUNS', { quick: 4, all: 30 });
/** With this many runs or more, chance leaves no decision of the model out. */
const ENOUGH = 30;

describeSequences('worlds of packets', {
  runs: RUNS,
  open: () => PacketStage.open(),
  maker: (stage) => stage.maker,
  onCovered(coverage) {
    if (RUNS < ENOUGH) return;
    // A decision that no world asks for would not be tested.
    expect([...coverage.unmet]).toEqual([]);
    expect(coverage.commands.size).toBe(Object.keys(COMMANDS).length);
  },
});
