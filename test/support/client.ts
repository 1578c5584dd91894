import { Client, Command } from '@volcengine/sdk-core';

/** The versions that clients call; of services without an entry it is 2020-04-01. */
const VERSIONS: Readonly<Record<string, string>> = {
  billing: '2022-01-01',
  iam: '2018-01-01',
  sts: '2018-01-01',
};

/** What iam has in its newer version: projects. */
const NEWER = /Project/;

export const versionOf = (service: string, action: string): string =>
  service === 'iam' && NEWER.test(action) ? '2021-08-01' : (VERSIONS[service] ?? '2020-04-01');

/** The key that a client signs with. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** An answer as the official SDK hands it over, whether it was a success or a refusal. */
export interface Reply {
  readonly status: number;
  /** '' for a success. */
  readonly code: string;
  readonly message: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests read whatever the action answers
  readonly result: any;
  // biome-ignore lint/suspicious/noExplicitAny: the whole envelope
  readonly envelope: any;
}

/** A client of one account, built on the official `@volcengine/sdk-core`. */
export class SdkClient {
  readonly #client: Client;

  constructor(host: string, credentials: Credentials, region = 'cn-beijing') {
    this.#client = new Client({ host, protocol: 'http', region, autoRetry: false, ...credentials });
  }

  /** Calls `service:Action`; a refusal is an answer, anything else is thrown. */
  async call(
    service: string,
    action: string,
    parameters: Record<string, unknown> = {},
  ): Promise<Reply> {
    const command = new Command(parameters);
    command.requestConfig = {
      params: { Action: action, Version: versionOf(service, action) },
      method: 'GET',
      serviceName: service,
      contentType: 'text/plain',
    };
    try {
      const envelope = await this.#client.send(command);
      return { status: 200, code: '', message: '', result: envelope.Result, envelope };
    } catch (error) {
      const { status, data } = error as {
        status?: number;
        // biome-ignore lint/suspicious/noExplicitAny: the envelope
        data?: any;
      };
      const refusal = data?.ResponseMetadata?.Error;
      if (status === undefined || refusal === undefined) throw error;
      return {
        status,
        code: refusal.Code,
        message: refusal.Message,
        result: undefined,
        envelope: data,
      };
    }
  }

  vpc(action: string, parameters?: Record<string, unknown>): Promise<Reply> {
    return this.call('vpc', action, parameters);
  }

  ecs(action: string, parameters?: Record<string, unknown>): Promise<Reply> {
    return this.call('ecs', action, parameters);
  }

  /** Calls and expects success. @throws when the answer is a refusal. */
  async ok(
    service: string,
    action: string,
    parameters?: Record<string, unknown>,
    // biome-ignore lint/suspicious/noExplicitAny: tests read whatever the action answers
  ): Promise<any> {
    const reply = await this.call(service, action, parameters);
    if (reply.status !== 200) {
      throw new Error(`${action}: ${reply.status} ${reply.code}: ${reply.message}`);
    }
    return reply.result;
  }
}
