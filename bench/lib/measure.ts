import { connect } from 'node:net';

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Sends `request` again and again until something listens; resolves to the answer's status. */
export async function ask(port: number, request: string, alive: () => boolean): Promise<number> {
  for (;;) {
    const status = await once(port, request);
    if (status !== undefined) return status;
    if (!alive()) throw new Error('the server ended before it answered');
    await new Promise((next) => setTimeout(next, 2));
  }
}

function once(port: number, request: string): Promise<number | undefined> {
  return new Promise((done) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.on('connect', () => socket.write(request));
    socket.on('data', (chunk) => {
      done(Number(chunk.toString('latin1').slice(9, 12)));
      socket.destroy();
    });
    socket.on('error', () => done(undefined));
  });
}
