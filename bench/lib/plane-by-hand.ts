import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';

/** Two namespaces and a router between them, made with `ip` alone and without any rule. */
export interface ByHand {
  readonly router: string;
  /** The words before a command in each. */
  readonly left: readonly string[];
  readonly right: readonly string[];
  readonly rightAddress: string;
  /** Makes what a plug makes, in the namespaces of the router and of `left`. */
  plug(n: number): void;
  /** The same for many, with one program for each namespace. */
  plugAll(all: readonly number[]): void;
  unplug(n: number): void;
  remove(): void;
}

/** Makes them as the data plane does: routed veth, the same MAC and gateway on every far end. */
export function byHand(): ByHand {
  const prefix = `tenon-bench-${randomBytes(4).toString('hex')}`;
  const [router, left, right] = ['r', 'a', 'b'].map((name) => `${prefix}-${name}`) as [
    string,
    string,
    string,
  ];
  for (const name of [router, left, right]) {
    ip(['netns', 'add', name]);
    ip(['-n', name, 'link', 'set', 'lo', 'up']);
  }
  const sysctl = (...values: string[]) =>
    execFileSync('ip', ['netns', 'exec', router, 'sysctl', '-qw', ...values]);
  sysctl('net.ipv4.ip_forward=1', 'net.ipv4.conf.default.proxy_arp=1');
  sysctl('net.ipv4.conf.default.rp_filter=0', 'net.ipv6.conf.default.accept_dad=0');
  const linesOf = (guest: string, n: number, eth: string) => {
    const address = `10.0.${Math.floor(n / 200)}.${(n % 200) + 10}`;
    const mac = `02:00:0a:00:${hex(Math.floor(n / 256))}:${hex(n % 256)}`;
    const near = [
      `link add tn${n} address fe:ff:ff:ff:ff:ff mtu 1500 type veth peer name ${eth} address ${mac} mtu 1500 netns ${guest}`,
      `address add 10.0.0.1/32 dev tn${n}`,
      `link set tn${n} up`,
      `address add fe80::1/64 dev tn${n} nodad`,
      `neighbour replace ${address} lladdr ${mac} nud permanent dev tn${n}`,
      `route replace ${address}/32 dev tn${n}`,
    ];
    const far = [
      `link set ${eth} up`,
      `address add ${address}/16 dev ${eth}`,
      `route replace default via 10.0.0.1 dev ${eth} table ${1000 + n}`,
      `rule add from ${address} lookup ${1000 + n}`,
    ];
    return { address, near, far };
  };
  const plugInto = (guest: string, n: number, eth: string) => {
    const { address, near, far } = linesOf(guest, n, eth);
    batch(router, near);
    batch(guest, far);
    return address;
  };
  plugInto(left, 0, 'eth0');
  const rightAddress = plugInto(right, 1, 'eth0');
  sysctl('net.ipv4.neigh.tn0.proxy_delay=0', 'net.ipv4.neigh.tn1.proxy_delay=0');
  return {
    router,
    left: ['ip', 'netns', 'exec', left],
    right: ['ip', 'netns', 'exec', right],
    rightAddress,
    plug: (n) => void plugInto(left, n, `eth${n}`),
    plugAll(all) {
      const lines = all.map((n) => linesOf(left, n, `eth${n}`));
      batch(
        router,
        lines.flatMap(({ near }) => near),
      );
      batch(
        left,
        lines.flatMap(({ far }) => far),
      );
    },
    unplug: (n) => ip(['-n', router, 'link', 'delete', `tn${n}`]),
    remove() {
      for (const name of [left, right, router]) ip(['netns', 'delete', name]);
    },
  };
}

const hex = (n: number) => n.toString(16).padStart(2, '0');

function ip(args: readonly string[]): void {
  execFileSync('ip', args);
}

/** One program for all lines, as a script would do it. */
function batch(namespace: string, lines: readonly string[]): void {
  execFileSync('ip', ['-n', namespace, '-batch', '-'], { input: `${lines.join('\n')}\n` });
}
