import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply } from 'fastify';
import type { BrokenDelivery } from './request-faults.ts';

/**
 * Breaks an answer off on its way. Answers to earlier requests on the connection are sent whole
 * first; those to later ones are lost with the connection. `reply` has its status and headers.
 */
export async function breakOff(
  reply: FastifyReply,
  body: string,
  { kind }: BrokenDelivery,
): Promise<void> {
  reply.hijack();
  const { raw } = reply;
  const socket = await itsTurn(raw, reply.request.raw.socket);
  if (socket === undefined) return;
  if (kind === 'cut') {
    reset(socket);
    return;
  }
  const whole = Buffer.from(body);
  const half = whole.subarray(0, whole.length >> 1);
  const [announced, sent] = kind === 'half' ? [whole, half] : [half, whole];
  raw.writeHead(reply.statusCode, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-length': announced.length,
  });
  raw.write(sent, () => socket.destroySoon());
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
