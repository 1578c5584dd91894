import type { Capability } from '../driver.ts';
import { CommandFailed, type Host, run } from './host.ts';
import { PREFIX } from './names.ts';

/** The programs that everything is done with, and the packages that they come with. */
const PROGRAMS: readonly (readonly [program: string, package_: string])[] = [
  ['ip', 'iproute2'],
  ['nft', 'nftables'],
  ['nsenter', 'util-linux'],
  ['flock', 'util-linux'],
  ['setpriv', 'util-linux'],
];

const UNSHARE = ['unshare', 'util-linux'] as const;

/** What scratch namespaces of probes are called. */
export const SCRATCH = `${PREFIX}probe-`;

/** One thing to try in a scratch namespace, and what to do when it fails. */
interface Trial {
  readonly name: string;
  readonly attempt: (host: Host, namespace: string, uplink: string) => Promise<unknown>;
  readonly advice: string;
}

const inside = (host: Host, name: string, command: string[], input?: string) =>
  run(host, command, { where: { name }, ...(input !== undefined && { input }) });
const nft = (host: Host, name: string, ruleset: string) =>
  inside(host, name, ['nft', '-f', '-'], ruleset);

const KERNEL = 'use a kernel that has it';

const TRIALS: readonly Trial[] = [
  {
    name: 'veth',
    attempt: (host, name) =>
      inside(
        host,
        name,
        ['ip', '-batch', '-'],
        `link add tnprobe type veth peer name tnprobep
link property add dev tnprobe altname ${SCRATCH}altname
link set dev tnprobe alias probe
link set dev tnprobe addrgenmode none
link set dev tnprobe up
`,
      ),
    advice: `${KERNEL} (CONFIG_VETH), and iproute2 5.4 or later`,
  },
  {
    name: 'ipv6',
    attempt: (host, name) =>
      inside(host, name, ['ip', '-6', 'addr', 'add', '2001:db8::1/128', 'dev', 'lo']),
    advice: 'switch IPv6 on (kernel parameter ipv6.disable=0)',
  },
  {
    name: 'routing rules',
    attempt: (host, name) =>
      inside(
        host,
        name,
        ['ip', '-batch', '-'],
        'rule add from 192.0.2.1 lookup 77\nroute add blackhole 192.0.2.0/24 table 77\n',
      ),
    advice: `${KERNEL} (CONFIG_IP_MULTIPLE_TABLES)`,
  },
  {
    name: 'forwarding',
    attempt: (host, name) =>
      inside(host, name, ['sh', '-c', 'echo 1 >/proc/sys/net/ipv4/ip_forward']),
    advice: 'make /proc/sys writable: a container must be privileged for that',
  },
  {
    name: 'nftables',
    attempt: (host, name) =>
      nft(
        host,
        name,
        `table inet probe {
  set addresses { type ipv4_addr; flags interval; auto-merge; elements = { 192.0.2.0/24 } }
  counter dropped { }
  map places { type ifname : verdict; }
  chain own { ip saddr @addresses counter name dropped drop; }
  chain forward { type filter hook forward priority 0; policy drop; iifname vmap @places; }
}`,
      ),
    advice: `${KERNEL} (CONFIG_NF_TABLES, CONFIG_NF_TABLES_INET), and nftables 1.0 or later`,
  },
  {
    name: 'connection tracking',
    attempt: (host, name) =>
      nft(host, name, 'table inet tracked { chain c { ct state established,related accept; }; }'),
    advice: `${KERNEL} (CONFIG_NF_CONNTRACK, CONFIG_NFT_CT)`,
  },
  {
    name: 'connection timeouts',
    attempt: (host, name) =>
      nft(
        host,
        name,
        `table inet timed {
  ct timeout short { protocol udp; policy = { unreplied: 1, replied: 1 }; }
  chain c { meta l4proto udp ct timeout set "short"; }
}`,
      ),
    advice: `${KERNEL} (CONFIG_NF_CONNTRACK_TIMEOUT)`,
  },
  {
    name: 'rate limits',
    attempt: (host, name) =>
      nft(
        host,
        name,
        'table inet limited { chain c { limit rate over 125000 bytes/second drop; }; }',
      ),
    advice: `${KERNEL} (CONFIG_NFT_LIMIT)`,
  },
];

const UPLINK: Trial = {
  name: 'uplink',
  attempt: (host, name, uplink) =>
    run(host, [
      ...['ip', 'link', 'add', 'link', uplink, 'name', 'tnprobeu'],
      ...['netns', name, 'type', 'macvlan', 'mode', 'bridge'],
    ]),
  advice: `name a device that carries Ethernet, and ${KERNEL} (CONFIG_MACVLAN)`,
};

export interface ProbeOptions {
  readonly uplink?: string | undefined;
  readonly rootless: boolean;
}

/** Whether the programs are there, which each trial needs. */
export function probePrograms(host: Host, rootless: boolean): Promise<Capability[]> {
  const programs = rootless ? [...PROGRAMS, UNSHARE] : PROGRAMS;
  return Promise.all(
    programs.map(async ([program, package_]) => {
      // On the host itself: these are what namespaces are entered with.
      const failed = await failureOf(() => run(plain(host), [program, '-V']));
      const reason = `${program} cannot be run (${failed}): install the package ${package_}`;
      return capability(program, failed === '' ? '' : reason);
    }),
  );
}

const plain = (host: Host): Host => ({ ...host, enter: (command) => command });

/** Tries for real, in a namespace that is removed afterwards, all that a plane is made of. */
export async function probeHost(
  host: Host,
  { uplink, rootless }: ProbeOptions,
): Promise<Capability[]> {
  probes += 1;
  const name = `${SCRATCH}${process.pid}-${probes}`;
  const failed = await failureOf(() => run(host, ['ip', 'netns', 'add', name]));
  const rights = rootless
    ? 'user namespaces must be allowed to mount'
    : 'run as root, or with CAP_SYS_ADMIN and CAP_NET_ADMIN, or with --rootless';
  const namespaces = capability(
    'network namespaces',
    failed && `network namespaces cannot be made (${failed}): ${rights}`,
  );
  if (failed !== '') return [namespaces];
  try {
    const trials = uplink === undefined ? TRIALS : [...TRIALS, UPLINK];
    return [
      namespaces,
      ...(await Promise.all(trials.map((each) => tried(each, host, name, uplink ?? '')))),
    ];
  } finally {
    await failureOf(() => run(host, ['ip', 'netns', 'del', name]));
  }
}

let probes = 0;

async function tried(
  { name, attempt, advice }: Trial,
  host: Host,
  namespace: string,
  uplink: string,
): Promise<Capability> {
  const failed = await failureOf(() => attempt(host, namespace, uplink));
  return capability(name, failed && `${name} does not work (${failed}): ${advice}`);
}

const capability = (name: string, reason: string): Capability => ({
  name,
  available: reason === '',
  reason,
});

/** What is said when it fails, in one line; '' when it does not. */
async function failureOf(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
    return '';
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    const said = error.failures.map(({ output }) => output).join('; ');
    return said.replace(/\s+/g, ' ').trim() || 'no reason given';
  }
}
