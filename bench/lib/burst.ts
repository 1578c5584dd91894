import { DEFAULT_ACCOUNT } from '#world/defaults.ts';
import { Connection } from './connection.ts';
import { signedGet } from './sign.ts';

type Parameters = Readonly<Record<string, string>>;

/** A connection that is open, and one signed call that is sent over it as often as wanted. */
export interface Line {
  /** Sends the call. Resolves to the answer. @throws when it is no success */
  send(): Promise<string>;
  close(): void;
}

/** Opens a connection and signs a call. */
export async function line(host: string, service: string, call: Parameters): Promise<Line> {
  let answered = Promise.withResolvers<string>();
  const connection = new Connection({
    port: Number(host.split(':')[1]),
    requests: [signedGet(host, DEFAULT_ACCOUNT, service, call)],
    answered: (_, answer) =>
      answer.startsWith('HTTP/1.1 200') ? answered.resolve(answer) : answered.reject(answer),
    failed: (error) => answered.reject(error),
  });
  await connection.open();
  return {
    send() {
      answered = Promise.withResolvers<string>();
      connection.send();
      return answered.promise;
    },
    close: () => connection.close(),
  };
}

/**
 * Sends a signed call on a connection of its own for each of `calls`, all at once. Resolves to the
 * answers when all have come. Signing and connecting are done beforehand: they are the client's.
 */
export async function burst(
  host: string,
  service: string,
  calls: readonly Parameters[],
): Promise<{ send: () => Promise<string[]> }> {
  const lines = await Promise.all(calls.map((call) => line(host, service, call)));
  return {
    async send() {
      const answers = await Promise.all(lines.map((each) => each.send()));
      for (const each of lines) each.close();
      return answers;
    },
  };
}
