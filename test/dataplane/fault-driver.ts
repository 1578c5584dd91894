import { NetnsPlane } from '#dataplane/netns/plane.ts';
import { carryOut, STEPS } from './fault-scenario.ts';

/*
 * Carries out the scenario in a process of its own, which dies before its nth change. It prints
 * each step before it begins with it, and how many changes there were if it lives to the end.
 */

const [folder = '', planeId = '', dieAt = '0'] = process.argv.slice(2);
let changes = 0;
const plane = new NetnsPlane({
  context: { planeId: () => planeId, wakeAfter: () => () => {}, runtimeFolder: folder },
  async beforeChange() {
    changes += 1;
    if (changes === Number(dieAt)) process.kill(process.pid, 'SIGKILL');
  },
});
const say = (line: string) => new Promise((said) => process.stdout.write(`${line}\n`, said));
await plane.open({ nicLost() {}, floated() {}, failed() {} });
for (const index of STEPS.keys()) {
  await say(`step ${index}`);
  await carryOut(plane, index, index + 1);
}
await say(`changes ${changes}`);
await plane.close();
