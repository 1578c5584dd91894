import { spawn } from 'node:child_process';
import { Server } from 'node:net';
import { PlaneRefusal } from '../driver.ts';
import { CommandFailed, type Host, type NamespaceRef } from './host.ts';

/** Longer than a machine under load takes to start Node. */
const LONGEST_MS = 30_000;

/**
 * A process cannot change its namespace, but it may keep a socket of another one. This program
 * listens there, hands the socket over and ends. It closes its own side of it at once, so that it
 * accepts no connection itself: the first ones wait for whoever takes the socket over.
 */
const LISTENER = `
const [address, port] = process.argv.slice(1);
const server = require('node:net').createServer();
server.on('error', (error) => {
  process.stderr.write(error.message);
  process.exit(1);
});
server.listen({ host: address, port: Number(port), backlog: 511 }, () => {
  process.send('listening', server, { keepOpen: false }, () => process.disconnect());
  server.close();
});`;

/**
 * A server of this process that listens in another network namespace, which lives as long as the
 * server does. Whoever takes it attaches a handler of connections before the event loop turns.
 * @throws PlaneRefusal with the reason why nothing can listen there; CommandFailed when somebody
 * has killed the program that was to.
 */
export async function listenIn(
  host: Host,
  where: NamespaceRef,
  address: string,
  port: number,
): Promise<Server> {
  const command = [process.execPath, '-e', LISTENER, '--', address, `${port}`];
  const [program = '', ...args] = host.enter(command, where);
  const child = spawn(program, args, {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc', host.lock ?? 'ignore'],
    // Options for Node that this process was started with are not meant for that one.
    env: { PATH: process.env.PATH },
    signal: AbortSignal.timeout(LONGEST_MS),
  });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  return new Promise((resolve, reject) => {
    const what = `nothing can listen at ${address}:${port} in the network`;
    const fail = (why: string) => reject(new PlaneRefusal(`${what}: ${said.trim() || why}`));
    child.once('message', (_, handle) => {
      if (handle instanceof Server) resolve(handle);
      else fail('it handed over no socket');
    });
    child.once('error', (error) => fail(error.message));
    child.once('close', (status, signal) => {
      const failure = { line: '', output: `ended: ${status ?? signal}` };
      if (signal === null) fail(failure.output);
      else reject(new CommandFailed(what, [failure], true));
    });
  });
}
