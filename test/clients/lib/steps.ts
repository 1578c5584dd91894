/**
 * The scenario that every client program plays, in this order. It is what a user of an SDK would
 * write: docs/clients.md shows it, the programs implement it, the suites check it step by step.
 */
export const STEPS = {
  network: 'makes a VPC, a subnet and a security group, and polls each until it is Available',
  rules: 'adds rules to the security group, describes them anew and takes them away',
  tags: 'tags the VPC, finds it and its tags by them, and takes a tag away',
  catalogue: 'reads zones, images and instance types',
  instances: 'launches two instances and polls them until they are RUNNING',
  operations: 'stops and starts an instance, reboots both, and polls them',
  interface: 'makes an interface with secondary addresses and tags, renames it, reads it back',
  addresses: 'assigns a secondary IPv4 address and takes it away',
  ipv6: 'gives the VPC, the subnet and the interface IPv6, and takes an IPv6 address away',
  attach: 'attaches the interface, polls it until it is InUse, and sees it on its instance',
  refusals: 'reads refusals as the SDK presents them, with HTTP status, code and message',
  form: 'makes an interface with a POST whose body is a form',
  json: 'makes an interface with a POST whose body is JSON',
  pages: 'walks through interfaces by page number and through instances by token',
  routes: 'routes a range to the interface in a table of its own, for its subnet, and undoes it',
  eip: 'allocates an EIP, binds it to the interface, unbinds and releases it',
  volumes: 'makes a volume, attaches it, makes it larger, detaches and deletes it',
  snapshots:
    'takes snapshots of a volume, alone, in a group and by a policy, and goes back to them',
  keyPairs: 'makes a key pair, binds it to the instances, unbinds and deletes it',
  clusters: 'makes an HPC cluster, reads it back and deletes it',
  commands: 'sends a command to an instance, polls it until it has run, and reads its result',
  events: 'asks for system events, reports an instance and subscribes to events',
  nat: 'makes a NAT gateway with an EIP, SNAT and DNAT entries, another inside, and deletes all',
  clb: 'makes a load balancer with servers, a listener, rules, access control and a certificate',
  packages: 'makes a bandwidth package, enlarges it, and puts an EIP in and takes it out',
  pools: 'makes a pool of addresses, allocates an EIP of it, watches that and releases it',
  ipv4Gateways: 'makes an IPv4 gateway, attaches, enables, disables and detaches it',
  ipam: 'plans addresses with an IPAM: scopes, pools, allocations and what it finds',
  flowLogs: 'makes a flow log of a subnet, switches it off and on, and deletes it',
  mirrors: 'mirrors the traffic of one interface to another, by a filter with a rule',
  groups: 'makes an instance group, puts an instance in and takes it out',
  iam: 'makes users, groups, roles and policies; a key signs, and may do what its policy says',
  offers: 'asks what may be launched in which zone, and with what',
  upkeep: 'moves an instance to another subnet and back, resizes it and replaces its system volume',
  imageCare: 'has an image detected, repaired, exported and copied, and polls their tasks',
  orders: 'orders instances for a time, keeps them for longer, and takes the order back',
  subscriptions: 'pays for an instance, a volume and an EIP in advance, and unsubscribes',
  volumeCare: 'changes the type and the performance of a volume, and reinitialises it',
  outward: 'lets an IPv6 address only open connections, and reads its rule, ACL and tasks',
  account:
    'reads quotas, sets from where an account is used, makes the role of a service, assumes a role',
  session: 'signs with a temporary key and its session token; another token is refused',
  secret: 'is refused with SignatureDoesNotMatch when the secret key is wrong',
  end: 'detaches the interface and deletes everything again, in order',
} as const;

export type Step = keyof typeof STEPS;

/** The steps that a client plays. */
export function stepsOf({ omits }: { omits: Readonly<Partial<Record<Step, string>>> }): Step[] {
  return (Object.keys(STEPS) as Step[]).filter((step) => omits[step] === undefined);
}
