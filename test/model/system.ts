import { SERVICES } from '#server.ts';
import { MemoryPlane } from '../support/memory-plane.ts';
import { startServer, type TestServer } from '../support/server.ts';
import type { Result } from './step.ts';
import { type Account, dwellTimes, keyOf, REGION, SEEDS, WORLD } from './world.ts';

/** What a request was answered. */
export interface Reply {
  readonly status: number;
  /** '' for a success. */
  readonly code: string;
  readonly message: string;
  readonly result: Result;
}

export const dwell = dwellTimes(SERVICES.flatMap(({ transitions }) => transitions));

/**
 * The server under test. Requests reach it through the whole pipeline but not through a socket; it is
 * lenient, so that the key is named and nothing is signed. Time stands still until it is told to
 * pass.
 */
export class System {
  readonly server: TestServer;
  /** The data plane that it keeps up to date. */
  readonly plane: MemoryPlane;

  private constructor(server: TestServer, plane: MemoryPlane) {
    this.server = server;
    this.plane = plane;
  }

  static async start(): Promise<System> {
    const plane = new MemoryPlane();
    return new System(
      await startServer({
        dataPlane: plane,
        auth: 'lenient',
        transitions: 'manual',
        world: WORLD,
        seeds: SEEDS,
      }),
      plane,
    );
  }

  async ask(
    account: Account,
    service: 'vpc' | 'ecs',
    action: string,
    input: Readonly<Record<string, unknown>> = {},
  ): Promise<Reply> {
    const { statusCode, body } = await this.server.http.inject({
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
    service: 'vpc' | 'ecs',
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
