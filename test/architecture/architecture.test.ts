import { describe, expect, it } from 'vitest';
import { circles, codeFiles, moduleOf, ownerModule, type Source, sources } from './imports.ts';

const all = sources();
const ofService = (path: string) => path.startsWith('services/');
const ENGINE = /^store\/(sqlite\/|postgres\/|open\.ts)/;

const isAction = ({ text }: Source) => /\b(readAction|writeAction)\(\{/.test(text);
const actions = new Set(all.filter(isAction).map(({ path }) => path));

/** Lines `file -> what it must not import`, for a readable failure. */
function breaches(
  who: (source: Source) => boolean,
  forbidden: (path: string, typeOnly: boolean, source: Source) => boolean,
): string[] {
  return all
    .filter(who)
    .flatMap((source) =>
      source.imports
        .filter(({ path, typeOnly }) => forbidden(path, typeOnly, source))
        .map(({ path }) => `${source.path} -> ${path}`),
    );
}

const within = (name: string) => (source: Source) => moduleOf(source.path) === name;

describe('the rules of the architecture', () => {
  it('reads the sources it judges', () => {
    expect(all.length).toBeGreaterThan(50);
    expect(actions.size).toBeGreaterThan(5);
  });

  it('1: the gateway imports no service', () => {
    expect(breaches(within('gateway'), (path) => ofService(path))).toEqual([]);
  });

  it('1: rules and life cycles import only types and other pure files', () => {
    const pure = /(\.rules|\/lifecycle|\/refusals(\/[\w-]+)?|^core\/(refusal|parameters))\.ts$/;
    const isPure = ({ path }: Source) => /\.rules\.ts$|\/lifecycle\.ts$/.test(path);
    expect(breaches(isPure, (path, typeOnly) => !typeOnly && !pure.test(path))).toEqual([]);
    expect(all.filter(isPure).flatMap(({ packages }) => packages)).toEqual([]);
  });

  it('2: an action imports no action, no reconciler, no data plane and no engine', () => {
    expect(
      breaches(
        ({ path }) => actions.has(path),
        (path) =>
          actions.has(path) ||
          ['reconcile', 'dataplane'].includes(moduleOf(path)) ||
          ENGINE.test(path),
      ),
    ).toEqual([]);
  });

  it('3: only the store names an engine', () => {
    const engines = ['node:sqlite', 'pg'];
    expect(
      all
        .filter(({ path }) => moduleOf(path) !== 'store')
        .filter(({ packages }) => packages.some((name) => engines.includes(name)))
        .map(({ path }) => path),
    ).toEqual([]);
    const openers = breaches(
      ({ path }) => moduleOf(path) !== 'store' && path !== 'server.ts',
      (path) => ENGINE.test(path),
    );
    expect(openers).toEqual([]);
  });

  it('3: no statement is of one engine alone', () => {
    const raw = all.filter(
      ({ path, text }) =>
        !path.startsWith('store/sqlite/') && /\bsql`|\bsql\.raw|pragma /.test(text),
    );
    expect(raw.map(({ path }) => path)).toEqual([]);
  });

  it('4: only the reconciler and the composition root import the data plane', () => {
    expect(
      breaches(
        ({ path }) => !['reconcile', 'dataplane'].includes(moduleOf(path)) && path !== 'server.ts',
        (path) => moduleOf(path) === 'dataplane',
      ),
    ).toEqual([]);
    expect(breaches(within('dataplane'), (path) => moduleOf(path) !== 'dataplane')).toEqual([]);
  });

  it('5: time and randomness come in from outside', () => {
    // The ports themselves, and the composition root that gives them out.
    const ports = ['platform/clock.ts', 'platform/ids.ts', 'server.ts'];
    const forbidden =
      /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bsetTimeout\(|\bsetInterval\(|\brandomUUID\(|\brandomBytes\(|\bperformance\.now\(/;
    // The command line is a client of the server: it waits and measures in real time.
    const judged = all.filter(({ path }) => !ports.includes(path) && moduleOf(path) !== 'cli');
    expect(judged.filter(({ text }) => forbidden.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it("6: a resource's tables are written in its owner's module only", () => {
    const owners: Record<string, string> = {
      vpc: 'services/vpc/vpc',
      vpc_ipv4_block: 'services/vpc/vpc',
      vpc_ipv6_block: 'services/vpc/vpc',
      subnet: 'services/vpc/subnet',
      address: 'services/vpc/subnet',
      security_group: 'services/vpc/security-group',
      security_group_rule: 'services/vpc/security-group',
      network_interface: 'services/vpc/network-interface',
      network_interface_security_group: 'services/vpc/network-interface',
      eip: 'services/vpc/eip',
      tag: 'services/vpc/tag',
      ha_vip: 'services/vpc/ha-vip',
      ha_vip_member: 'services/vpc/ha-vip',
      instance: 'services/ecs/instance',
      key_pair: 'services/ecs/key-pair',
      scheduled_instance: 'services/ecs/scheduled-instance',
      session_key: 'services/sts/session-key',
      network_acl: 'services/vpc/network-acl',
      network_acl_entry: 'services/vpc/network-acl',
      network_acl_subnet: 'services/vpc/network-acl',
      ipv6_gateway: 'services/vpc/ipv6-gateway',
      ipv6_address_bandwidth: 'services/vpc/ipv6-address-bandwidth',
      ipv6_egress_only_rule: 'services/vpc/ipv6-egress-only-rule',
      usage: '',
      client_token: 'gateway',
      intent: 'reconcile',
      seed: 'world',
    };
    const write =
      /\b(?:insert|update|advance|statusTransition|projectMove|remove|insertInto|updateTable|deleteFrom)\(\s*'([a-z_]+)'/g;
    const strangers = all
      .filter(({ path }) => moduleOf(path) !== 'store')
      .flatMap(({ path, text }) =>
        [...text.matchAll(write)]
          .map(([, table = '']) => table)
          .filter((table) => table in owners)
          .filter((table) =>
            table === 'usage' ? path !== 'core/quota.ts' : ownerModule(path) !== owners[table],
          )
          .map((table) => `${path} writes ${table}`),
      );
    expect(strangers).toEqual([]);
  });

  it('the path of a file is never the pathname of its URL: that one is percent-encoded', () => {
    // fileURLToPath gives the path: in a folder named `ab cd` the pathname says `ab%20cd`.
    const asPath = /\.pathname\b|\bpathname\s*[,}]|\.href\.(?:slice|replace|substring)/;
    const aboutFiles = /import\.meta\.url/;
    const broken = codeFiles().filter(({ text }) => aboutFiles.test(text) && asPath.test(text));
    expect(broken.map(({ path }) => path)).toEqual([]);
  });

  it('6: intents are taken back in one way alone, so that the tasks behind them end', () => {
    const strangers = all
      .filter(({ path }) => moduleOf(path) !== 'store' && path !== 'core/transition.ts')
      .filter(({ text }) => /\.withdraw\(/.test(text));
    expect(strangers.map(({ path }) => path)).toEqual([]);
  });

  it('no file imports itself in a circle', () => {
    expect(circles(all)).toEqual([]);
  });

  it('a service asks other modules, and knows nothing of command line, control and world file', () => {
    expect(
      breaches(
        ({ path }) => ofService(path),
        (path, typeOnly) =>
          ['cli', 'control', 'reconcile', 'dataplane'].includes(moduleOf(path)) ||
          (moduleOf(path) === 'gateway' && !typeOnly) ||
          (moduleOf(path) === 'world' && path !== 'world/world.ts'),
      ),
    ).toEqual([]);
  });
});
