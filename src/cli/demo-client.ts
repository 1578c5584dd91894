import { type Client, Command } from '@volcengine/sdk-core';
import { CliError } from './error.ts';
import { styled, wrapped } from './terminal.ts';

const POLL_MS = 100;
const PATIENCE_MS = 60_000;
/** No line is longer than this, except one with a single long word. */
export const COLUMNS = 60;

/** Calls through the SDK, and prints what happened and how long each call took. */
export class DemoClient {
  readonly #client: Client;
  #calls = 0;

  constructor(client: Client) {
    this.#client = client;
  }

  title(text: string): void {
    console.log(`${this.#calls === 0 ? '' : '\n'}${styled('bold', text)}`);
  }

  end(also?: string): void {
    const more = also === undefined ? '' : `, ${also}`;
    console.log(`\nDone: ${this.#calls} signed calls${more}.`);
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

/** How the SDK throws a refusal. */
export interface RefusedBySdk {
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
