import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { BrokenDelivery } from './request-faults.ts';

/** What would have arrived; names and values of the headers in turn, without the length. */
export interface WholeAnswer {
  readonly status: number;
  readonly headers: readonly string[];
  readonly body: string;
}

/**
 * Breaks an answer off on its way. Answers to earlier requests on the connection are sent whole
 * first; those to later ones are lost with the connection.
 */
export async function breakOff(
  connection: Socket,
  response: ServerResponse,
  { status, headers, body }: WholeAnswer,
  { kind }: BrokenDelivery,
): Promise<void> {
  const socket = await itsTurn(response, connection);
  if (socket === undefined) return;
  if (kind === 'cut') {
    reset(socket);
    return;
  }
  const whole = Buffer.from(body);
  const half = whole.subarray(0, whole.length >> 1);
  const [announced, sent] = kind === 'half' ? [whole, half] : [half, whole];
  response.writeHead(status, [...headers, 'content-length', String(announced.length)]);
  response.write(sent, () => socket.destroySoon());
}

/** The socket, when all earlier answers on it have been handed to it; undefined if it has gone. */
function itsTurn(raw: ServerResponse, connection: Socket): Promise<Socket | undefined> {
  if (connection.destroyed) return Promise.resolve(undefined);
  if (raw.socket !== null) return Promise.resolve(raw.socket);
  return new Promise((done) => {
    raw.once('socket', done);
    connection.once('close', () => done(undefined));
  });
}

/** Under TLS there is no reset to be sent: the connection ends without a word. */
function reset(socket: Socket): void {
  if ('encrypted' in socket) socket.destroy();
  else socket.resetAndDestroy();
}
