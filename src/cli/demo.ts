import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Command } from '@volcengine/sdk-core';
import { createServer } from '#server.ts';
import { makeWorld } from '#world/make.ts';
import { hostOf } from './clients.ts';
import { tenon } from './command-line.ts';
import { CliError } from './error.ts';
import { endBy, onStopSignal } from './stop-signals.ts';
import { outliveReaders, styled, wrapped } from './terminal.ts';

const POLL_MS = 200;
const PATIENCE_MS = 60_000;
/** The demo shows transient states, but nobody wants to wait for them. */
const PACE = 0.4;
/** No line is longer than this, except one with a single long word. */
const COLUMNS = 60;

/** Plays the main job against a server of its own, with the official SDK as the client. */
export async function demo({ keep = false }: { keep?: boolean }): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tenon-demo-'));
  const world = makeWorld();
  const server = createServer({
    store: `sqlite:${join(folder, 'tenon.db')}`,
    world,
    transitions: 'realistic',
    pace: PACE,
  });
  const stop = Promise.withResolvers<void>();
  onStopSignal((nth, signal) => (nth === 1 ? stop.resolve() : endBy(signal)));
  outliveReaders(stop.resolve);
  const url = await server.listen('127.0.0.1', 0);
  const [key] = world.accounts[0]?.keys ?? [];
  if (key === undefined) throw new CliError('the default account has no key');
  console.log(
    `A Tenon at ${url}, its store in a temporary\nfolder, and the official SDK @volcengine/sdk-core 1.0.0.\n`,
  );
  const client = new Client({
    host: hostOf(url),
    protocol: 'http',
    region: world.defaultRegionId,
    accessKeyId: key.accessKeyId,
    secretAccessKey: key.secretAccessKey,
    autoRetry: false,
  });
  const stage = new DemoServer(client);
  const played = play(stage, `${world.defaultRegionId}-a`).then(() => true);
  try {
    // When it is stopped it ends in the middle of a call, and nobody waits for that call's failure.
    if (!(await Promise.race([played, stop.promise.then(() => false)]))) {
      played.catch(() => {});
      process.exitCode = 1;
      return;
    }
    if (keep) {
      console.log(`\nThe server stays up at ${url} until Ctrl-C; to point a shell at it:`);
      console.log(`  eval "$(${tenon()} env bash --endpoint ${url})"`);
      await stop.promise;
    } else {
      console.log(NEXT());
    }
  } finally {
    client.destroy();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What to try next. */
const NEXT = () => `
Next:
  ${tenon()} serve
    keeps a server up, and says how to point a client at it
  ${tenon()} demo --keep
    leaves this one up, with what was made
  docs/clients.md
    has a tested recipe for each SDK, ve and Terraform`;

async function play(stage: DemoServer, zone: string): Promise<void> {
  stage.title('A network');
  const { VpcId } = await stage.vpc('CreateVpc', { CidrBlock: '10.0.0.0/16', VpcName: 'demo' });
  await stage.until('vpc', 'DescribeVpcAttributes', { VpcId }, 'Available');
  const { SubnetId } = await stage.vpc('CreateSubnet', {
    VpcId,
    ZoneId: zone,
    CidrBlock: '10.0.1.0/24',
  });
  await stage.until('vpc', 'DescribeSubnetAttributes', { SubnetId }, 'Available');
  const { SecurityGroupId } = await stage.vpc('CreateSecurityGroup', { VpcId });
  await stage.until('vpc', 'DescribeSecurityGroupAttributes', { SecurityGroupId }, 'Available');

  stage.title('Two instances and a network interface');
  const { InstanceIds } = await stage.ecs('RunInstances', {
    ZoneId: zone,
    ImageId: 'image-debian12x64tenon00',
    InstanceTypeId: 'ecs.g3i.large',
    InstanceName: 'demo',
    Count: 2,
    NetworkInterfaces: [{ SubnetId, SecurityGroupIds: [SecurityGroupId] }],
  });
  const [one, two] = InstanceIds as [string, string];
  await stage.untilRunning([one, two]);
  const { NetworkInterfaceId } = await stage.vpc('CreateNetworkInterface', {
    SubnetId,
    SecurityGroupIds: [SecurityGroupId],
    SecondaryPrivateIpAddressCount: 2,
  });
  const settled = (status: string) =>
    stage.until('vpc', 'DescribeNetworkInterfaceAttributes', { NetworkInterfaceId }, status);
  await settled('Available');

  stage.title('Attach it');
  await stage.vpc('AttachNetworkInterface', { NetworkInterfaceId, InstanceId: one });
  await settled('InUse');

  stage.title('A second attach is refused, as the API reference says');
  await stage.refused('AttachNetworkInterface', { NetworkInterfaceId, InstanceId: two });

  stage.title('Move it to the other instance');
  await stage.vpc('DetachNetworkInterface', { NetworkInterfaceId, InstanceId: one });
  await settled('Available');
  await stage.vpc('AttachNetworkInterface', { NetworkInterfaceId, InstanceId: two });
  await settled('InUse');
  stage.end();
}

/** Calls through the SDK, and prints what happened and how long each call took. */
class DemoServer {
  readonly #client: Client;
  #calls = 0;

  constructor(client: Client) {
    this.#client = client;
  }

  title(text: string): void {
    console.log(`${this.#calls === 0 ? '' : '\n'}${styled('bold', text)}`);
  }

  end(): void {
    console.log(`\nDone: ${this.#calls} signed calls.`);
  }

  vpc(action: string, input: Record<string, unknown>) {
    return this.#shown('vpc', action, input);
  }

  ecs(action: string, input: Record<string, unknown>) {
    return this.#shown('ecs', action, input);
  }

  /** Makes a call that is refused, to show the refusal to the user. */
  async refused(action: string, input: Record<string, unknown>): Promise<void> {
    const start = performance.now();
    try {
      await this.#send('vpc', action, input);
    } catch (error) {
      const { status, data } = error as RefusedBySdk;
      const { Code, Message } = data?.ResponseMetadata?.Error ?? {};
      if (Code === undefined) throw error;
      line(action, `${status} ${Code}`, start, 'yellow');
      console.log(`${GAP}${wrapped(`"${Message}"`, COLUMNS, GAP.length)}`);
      return;
    }
    throw new CliError(`${action} was expected to be refused, and was not`);
  }

  /** Polls a Describe action until the status is there, and shows each status once. */
  async until(
    service: string,
    action: string,
    input: Record<string, unknown>,
    status: string,
  ): Promise<void> {
    await this.#poll(action, async () => (await this.#send(service, action, input)).Status, status);
  }

  async untilRunning(ids: readonly string[]): Promise<void> {
    const input = { InstanceIds: ids };
    await this.#poll(
      'DescribeInstances',
      async () => {
        const { Instances } = await this.#send('ecs', 'DescribeInstances', input);
        return [...new Set(Instances.map((each: { Status: string }) => each.Status))].join();
      },
      'RUNNING',
    );
  }

  async #poll(action: string, read: () => Promise<string>, wanted: string): Promise<void> {
    const giveUpAt = performance.now() + PATIENCE_MS;
    let last = '';
    for (;;) {
      const start = performance.now();
      const status = await read();
      if (status !== last) line(action, status, start);
      if (status === wanted) return;
      last = status;
      if (performance.now() > giveUpAt) {
        throw new CliError(`${action} still says ${status}, not ${wanted}`);
      }
      await new Promise((next) => setTimeout(next, POLL_MS));
    }
  }

  async #shown(service: string, action: string, input: Record<string, unknown>) {
    const start = performance.now();
    const result = await this.#send(service, action, input);
    const made = Object.entries(result as object).filter(([name]) => !UNTOLD.includes(name));
    line(action, made.flatMap(([, value]) => value).join(' ') || 'accepted', start);
    return result;
  }

  // biome-ignore lint/suspicious/noExplicitAny: answers differ by action
  async #send(service: string, action: string, input: Record<string, unknown>): Promise<any> {
    const command = new Command(input);
    command.requestConfig = {
      params: { Action: action, Version: '2020-04-01' },
      method: 'GET',
      serviceName: service,
      contentType: 'text/plain',
    };
    this.#calls += 1;
    return (await this.#client.send(command)).Result;
  }
}

interface RefusedBySdk {
  readonly status?: number;
  readonly data?: { ResponseMetadata?: { Error?: { Code?: string; Message?: string } } };
}

/** What an answer contains besides the id of the new resource. */
const UNTOLD = ['RequestId', 'AsyncTaskId'];

/** The indent of text that does not fit beside the action. */
const GAP = ' '.repeat(14);

/** A line for a call; the result goes on the next line when it does not fit. */
function line(action: string, said: string, start: number, colour: Colour = 'green'): void {
  const took = `${(performance.now() - start).toFixed(1)} ms`.padStart(GAP.length - 4);
  const call = `${took}  ${action}`;
  if (call.length + 2 + said.length <= COLUMNS) {
    console.log(`${call}  ${styled(colour, said)}`);
  } else {
    const below = wrapped(said, COLUMNS, GAP.length).split('\n');
    console.log(`${call}\n${GAP}${below.map((each) => styled(colour, each)).join('\n')}`);
  }
}

type Colour = 'green' | 'yellow';
