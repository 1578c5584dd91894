import { NetnsPlane } from '#dataplane/netns/plane.ts';
import { systemClock } from '#platform/clock.ts';

/*
 * Drives a rootless plane as a program of its own, for a test that runs as root: what is asked for
 * comes as JSON lines, and so do the answers.
 */

const [folder = '', planeId = ''] = process.argv.slice(2);
const plane = new NetnsPlane({
  rootless: true,
  context: {
    planeId: () => planeId,
    wakeAfter: (ms, wake) => systemClock.wakeAfter(ms, wake),
    runtimeFolder: folder,
  },
});

const answer = (value: unknown) => process.stdout.write(`${JSON.stringify(value ?? null)}\n`);

let text = '';
let last: Promise<unknown> = plane.open({
  nicLost() {},
  floated() {},
  failed: (error) => answer({ failed: String(error) }),
});
last.then(
  () => answer('open'),
  (error: unknown) => answer({ failed: String(error) }),
);
process.stdin.setEncoding('utf8').on('data', (chunk: string) => {
  text += chunk;
  const lines = text.split('\n');
  text = lines.pop() ?? '';
  for (const line of lines) {
    const [method, ...args] = JSON.parse(line) as [keyof NetnsPlane, ...unknown[]];
    last = last
      .then(() => (plane[method] as (...args: unknown[]) => unknown).apply(plane, args))
      .then(answer, (error: unknown) => answer({ failed: String(error) }));
  }
});
