import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Step } from './steps.ts';

/** A client, the steps that it cannot play, and why. */
export interface ClientOfScenario {
  /** Its folder in test/clients. */
  readonly folder: string;
  /** How docs/actions.md calls it. */
  readonly label: string;
  /** The package and its version, as their ecosystem names them. */
  readonly sdk: string;
  readonly omits: Readonly<Partial<Record<Step, string>>>;
}

/** The version that a folder pins, in the file that its package client reads. */
function pinned(file: string, pattern: RegExp): string {
  const [, version] = pattern.exec(read(file)) ?? [];
  if (version === undefined) throw new Error(`${file} pins no version that matches ${pattern}`);
  return version;
}

const clients = fileURLToPath(new URL('..', import.meta.url));
const read = (file: string) => readFileSync(join(clients, file), 'utf8');

const npm = (name: string) =>
  `${name} ${pinned('../../package.json', new RegExp(`"${name}": "(.+?)"`))}`;
const go = (file: string) => `volcengine-go-sdk ${pinned(file, /volcengine-go-sdk v(\S+)/)}`;

const without = (steps: readonly Step[], why: string): Partial<Record<Step, string>> =>
  Object.fromEntries(steps.map((step) => [step, why]));

/** The steps that are there for the types of what they are answered. */
const untyped = without(
  ['offers', 'upkeep', 'imageCare', 'orders', 'subscriptions', 'volumeCare', 'outward', 'account'],
  'it has no models that would have to fit',
);

/** The clients that play the scenario. docs/clients.md shows them in this order. */
export const CLIENTS = {
  node: { folder: 'node', label: 'node', sdk: npm('@volcengine/sdk-core'), omits: untyped },
  nodeOpenapi: {
    folder: 'node',
    label: 'node-openapi',
    sdk: npm('@volcengine/openapi'),
    omits: untyped,
  },
  python: {
    folder: 'python',
    label: 'python',
    sdk: `volcengine-python-sdk ${pinned('python/requirements.txt', /sdk-core==(\S+)/)}`,
    omits: {},
  },
  go: { folder: 'go', label: 'go', sdk: go('go/go.mod'), omits: {} },
  // The SDK that Terraform pins takes an answer with a wrong type, or with a part missing, worse
  // than the newest one: it tries again, or panics.
  oldGo: {
    folder: 'go',
    label: 'go-1.0',
    sdk: go('go/sdk-1.0.mod'),
    omits: {
      ipv6: 'its models know no IPv6',
      ...without(
        [
          'snapshots',
          'clusters',
          'commands',
          'events',
          'pools',
          'ipv4Gateways',
          'ipam',
          'flowLogs',
          'mirrors',
          'groups',
          'offers',
          'upkeep',
          'imageCare',
          'orders',
          'subscriptions',
          'volumeCare',
          'outward',
          'account',
        ],
        'its models do not know them',
      ),
      iam: 'its models know it in part',
    },
  },
  java: {
    folder: 'java',
    label: 'java',
    sdk: `volcengine-java-sdk-core ${pinned('java/pom.xml', /sdk-core<\/artifactId>\s*<version>(.+?)</)}`,
    omits: { form: 'it refuses to send forms', ...untyped },
  },
} as const satisfies Readonly<Record<string, ClientOfScenario>>;
