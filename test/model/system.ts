import type { Action } from '#core/action.ts';
import { inject } from '#test/support/inject.ts';
import { SERVICES } from '#test/support/services.ts';
import { MemoryPlane } from '../support/memory-plane.ts';
import { startServer, type TestServer } from '../support/server.ts';
import type { Result, Service } from './step.ts';
import { type Account, dwellTimes, keyOf, REGION, SEEDS, SLOW, WORLD } from './world.ts';

/** What a request was answered. */
export interface Reply {
  readonly status: number;
  /** '' for a success. */
  readonly code: string;
  readonly message: string;
  readonly result: Result;
}

/**
 * The services, with some transitions that take longer than usual: only so is a volume still on its
 * way when its instance goes, and often enough when a request names it.
 */
const services = SERVICES.map((service) => ({
  ...service,
  transitions: service.transitions.map((each) => ({
    ...each,
    dwell: SLOW[each.kind] ?? each.dwell,
  })),
}));

export const dwell = dwellTimes(services.flatMap(({ transitions }) => transitions));

/**
 * The server under test. Requests reach it through the whole pipeline but not through a socket; it is
 * lenient, so that the key is named and nothing is signed. Time stands still until it is told to
 * pass.
 */
export class System {
  readonly server: TestServer;
  /** The data plane that the server keeps up to date. */
  readonly plane: MemoryPlane;
  readonly #faulty: boolean;

  private constructor(server: TestServer, plane: MemoryPlane, faulty: boolean) {
    this.server = server;
    this.plane = plane;
    this.#faulty = faulty;
  }

  /** Starts a system. One that is `faulty` fails each request once before it is carried out. */
  static async start(faulty = false): Promise<System> {
    const plane = new MemoryPlane();
    return new System(
      await startServer({
        services,
        dataPlane: plane,
        auth: 'lenient',
        transitions: 'manual',
        world: WORLD,
        seeds: SEEDS,
      }),
      plane,
      faulty,
    );
  }

  async ask(
    account: Account,
    service: Service,
    action: string,
    input: Readonly<Record<string, unknown>> = {},
  ): Promise<Reply> {
    const send = () => this.#send(account, service, action, input);
    return this.#faulty ? this.#askAmidFaults(service, action, send) : send();
  }

  /**
   * Asks while faults are in place. If the request would be carried out, it first fails; then what
   * it begins is held for a moment. Neither may make a difference that the model can see.
   */
  async #askAmidFaults(
    service: Service,
    action: string,
    send: () => Promise<Reply>,
  ): Promise<Reply> {
    const { server } = this;
    const refuse = { code: 'ServiceUnavailableTemp' };
    const fails = await server.fault({ service, action, when: 'before', refuse });
    const failed = await send();
    if (fails.struck() === 0) {
      await fails.remove();
      return failed;
    }
    if (!this.#action(service, action)?.begins.length) return send();
    const holds = await server.fault({ service, action, when: 'settle', hold: true, times: 0 });
    const reply = await send();
    await holds.remove();
    return reply;
  }

  #action(service: Service, action: string): Action | undefined {
    const ofService = SERVICES.filter(({ name }) => name === service);
    return ofService.flatMap(({ actions }) => actions).find(({ name }) => name === action);
  }

  /** The codes that an action says it refuses with. */
  codesOf(service: Service, action: string): string[] {
    return (this.#action(service, action)?.refusals ?? []).map(({ code }) => code);
  }

  async #send(
    account: Account,
    service: Service,
    action: string,
    input: Readonly<Record<string, unknown>>,
  ): Promise<Reply> {
    const { statusCode, body } = await inject(this.server, {
      method: 'POST',
      url: `/?Action=${action}&Version=2020-04-01`,
      headers: {
        authorization: claim(account, service),
        'x-date': '20200401T000000Z',
        'content-type': 'application/json',
      },
      payload: JSON.stringify(input),
    });
    const { ResponseMetadata, Result: result } = JSON.parse(body);
    const { Code: code = '', Message: message = '' } = ResponseMetadata.Error ?? {};
    return { status: statusCode, code, message, result };
  }

  /** The result of what must succeed. */
  async look(
    account: Account,
    service: Service,
    action: string,
    input: Readonly<Record<string, unknown>> = {},
  ): Promise<Result> {
    const { code, message, result } = await this.ask(account, service, action, input);
    if (code !== '') throw new Error(`${action} of ${account}: ${code}: ${message}`);
    return result;
  }

  pass(ms: number): Promise<void> {
    return this.server.advance(ms);
  }

  stop(): Promise<void> {
    return this.server.close();
  }
}

function claim(account: Account, service: string): string {
  const { accessKeyId } = keyOf(account);
  const credential = `Credential=${accessKeyId}/20200401/${REGION}/${service}/request`;
  return `HMAC-SHA256 ${credential}, SignedHeaders=host;x-date, Signature=unsigned`;
}
