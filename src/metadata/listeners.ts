import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Server as SocketServer } from 'node:net';
import { Semaphore } from '#store/semaphore.ts';
import type { Store } from '#store/store.ts';
import { instanceAt } from './asker.ts';
import { METADATA_ADDRESS, type MetadataAnswer } from './request.ts';
import type { MetadataService } from './service.ts';

const PORT = 80;
/** Each costs a process of some tens of milliseconds. */
const STARTED_AT_ONCE = 2;
/** What the instances of one network may hold open. */
const CONNECTIONS = 512;
const HEADER_BYTES = 16 << 10;
const REQUEST_MS = 10_000;

export interface ListenersOptions {
  readonly store: Store;
  readonly service: MetadataService;
  /** Listens inside a network. @throws what keeps it from it. */
  readonly listenIn: (networkId: string, address: string, port: number) => Promise<SocketServer>;
  readonly onFault?: ((error: unknown) => void) | undefined;
}

/**
 * The metadata service at 100.96.0.96 in every network. Who asks is told by the network and the
 * source address, so networks may overlap: a source address that is not a NIC's own does not
 * complete a connection.
 */
export class MetadataListeners {
  readonly #options: ListenersOptions;
  /** Each rejects with what kept it from listening. */
  readonly #listeners = new Map<string, Promise<Server>>();
  readonly #starts = new Semaphore(STARTED_AT_ONCE);

  constructor(options: ListenersOptions) {
    this.#options = options;
  }

  async ready(networkId: string): Promise<void> {
    const before = this.#listeners.get(networkId);
    if (before !== undefined && (await isAlive(before))) return;
    // Whoever waited with this call may have begun a new one.
    const now = this.#listeners.get(networkId);
    await (now === before || now === undefined ? this.#begin(networkId) : now);
  }

  async end(networkId: string): Promise<void> {
    const listener = this.#listeners.get(networkId);
    this.#listeners.delete(networkId);
    const server = await listener?.catch(() => undefined);
    if (server !== undefined) await closed(server);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#listeners.keys()].map((id) => this.end(id)));
  }

  #begin(networkId: string): Promise<Server> {
    const listener = this.#starts.hold(async () => {
      const { listenIn } = this.#options;
      return this.#serve(networkId, await listenIn(networkId, METADATA_ADDRESS, PORT));
    });
    this.#listeners.set(networkId, listener);
    listener.catch(() => {
      // The next one who needs it tries again.
      if (this.#listeners.get(networkId) === listener) this.#listeners.delete(networkId);
    });
    return listener;
  }

  #serve(networkId: string, socket: SocketServer): Server {
    const server = createServer(
      { maxHeaderSize: HEADER_BYTES, requestTimeout: REQUEST_MS, headersTimeout: REQUEST_MS },
      (request, response) => {
        this.#answer(networkId, request).then((answer) => send(response, answer));
      },
    );
    server.maxConnections = CONNECTIONS;
    server.on('clientError', (_, connection) => connection.destroy());
    server.listen(socket);
    // The driver ends it when the network is gone.
    socket.once('close', () => void closed(server));
    return server;
  }

  /** Never throws. */
  async #answer(networkId: string, request: IncomingMessage): Promise<MetadataAnswer> {
    const { store, service, onFault } = this.#options;
    // Nothing that is asked has a body.
    request.resume();
    const address = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
    try {
      const instanceId = await store.read((tx) => instanceAt(tx, networkId, address));
      if (instanceId === undefined) return plain(404, `no instance has the address ${address}`);
      const { method = '', url: target = '', headers } = request;
      return await service.answer({ instanceId, method, target: originForm(target), headers });
    } catch (error) {
      onFault?.(error);
      return plain(503, 'the store cannot be used now');
    }
  }
}

async function isAlive(listener: Promise<Server>): Promise<boolean> {
  return (await listener.catch(() => undefined))?.listening === true;
}

/** With its connections, which would keep the network's namespace alive. */
function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** A client that takes the service for a proxy sends the whole URL. */
const originForm = (target: string) => target.replace(/^http:\/\/[^/?]*/i, '') || '/';

const plain = (status: number, body: string): MetadataAnswer => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body,
});

function send(response: ServerResponse, { status, headers, body }: MetadataAnswer): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
}
