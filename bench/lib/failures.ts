import { execFileSync } from 'node:child_process';
import { kill, type PairNode, type PatroniPair, type Signal } from '#test/support/patroni.ts';

/** The two machines as they are when something fails. */
export interface Scene {
  readonly pair: PatroniPair;
  readonly primary: PairNode;
  readonly standby: PairNode;
}

/** Something that fails, and how it is put right. */
export interface Failure {
  readonly name: string;
  readonly happens: (scene: Scene) => unknown;
  readonly mended?: (scene: Scene) => unknown;
  /**
   * It is mended after so long; otherwise as soon as all clients have been answered well for some
   * seconds.
   */
  readonly lastsMs?: number;
}

const everythingOf = (node: PairNode) => [...node.patroni(), ...node.postgres()];
const signal = (pids: readonly number[], name: Signal) => {
  for (const pid of pids) kill(pid, name);
};
/** The bridge's end of what leads to a machine: bench/failures.ts makes it. */
const link = ({ name }: PairNode, state: 'up' | 'down') =>
  execFileSync('ip', ['link', 'set', `to-${name}`, state]);

const startAgain = ({ primary }: Scene) => primary.start();

export const FAILURES: readonly Failure[] = [
  { name: 'primary and standby change places', happens: ({ pair }) => pair.switchOver() },
  {
    name: 'PostgreSQL of the primary is killed',
    happens: ({ primary }) => signal(primary.postgres(), 'SIGKILL'),
  },
  {
    name: 'the machine of the primary is killed',
    happens: ({ primary }) => signal(everythingOf(primary), 'SIGKILL'),
    mended: startAgain,
  },
  {
    name: 'Patroni of the primary is killed',
    happens: ({ primary }) => signal(primary.patroni(), 'SIGKILL'),
    mended: startAgain,
  },
  {
    name: 'the machine of the primary freezes',
    happens: ({ primary }) => signal(everythingOf(primary), 'SIGSTOP'),
    mended: ({ primary }) => signal(everythingOf(primary), 'SIGCONT'),
  },
  {
    name: 'PostgreSQL of the primary freezes',
    happens: ({ primary }) => signal(primary.postgres(), 'SIGSTOP'),
    mended: ({ primary }) => signal(primary.postgres(), 'SIGCONT'),
  },
  {
    name: 'the network of the primary is cut',
    happens: ({ primary }) => link(primary, 'down'),
    mended: ({ primary }) => link(primary, 'up'),
  },
  {
    name: 'the standby is killed',
    happens: ({ standby }) => signal(everythingOf(standby), 'SIGKILL'),
    mended: ({ standby }) => standby.start(),
    lastsMs: 30_000,
  },
  {
    name: 'the network of the standby is cut',
    happens: ({ standby }) => link(standby, 'down'),
    mended: ({ standby }) => link(standby, 'up'),
    lastsMs: 40_000,
  },
  {
    name: 'etcd is away',
    happens: ({ pair }) => pair.etcd.kill(),
    mended: ({ pair }) => pair.etcd.start(),
    lastsMs: 45_000,
  },
  {
    name: 'the proxy is killed and started',
    async happens({ pair }) {
      await pair.haproxy.kill();
      pair.haproxy.start();
    },
  },
];
