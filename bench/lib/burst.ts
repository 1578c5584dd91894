import { DEFAULT_ACCOUNT } from '#world/defaults.ts';
import { Connection } from './connection.ts';
import { signedGet } from './sign.ts';

type Parameters = Readonly<Record<string, string>>;

/**
 * Sends a signed call on a connection of its own for each of `calls`, all at once. Resolves to the
 * answers when all have come. Signing and connecting are done beforehand: they are the client's.
 */
export async function burst(
  host: string,
  service: string,
  calls: readonly Parameters[],
): Promise<{ send: () => Promise<string[]> }> {
  const port = Number(host.split(':')[1]);
  const lines = await Promise.all(
    calls.map(async (call) => {
      const answered = Promise.withResolvers<string>();
      const connection = new Connection({
        port,
        requests: [signedGet(host, DEFAULT_ACCOUNT, service, call)],
        answered: (_, answer) => answered.resolve(answer),
        failed: answered.reject,
      });
      await connection.open();
      return { connection, answered: answered.promise };
    }),
  );
  return {
    send() {
      for (const { connection } of lines) connection.send();
      return Promise.all(lines.map(({ answered }) => answered));
    },
  };
}
