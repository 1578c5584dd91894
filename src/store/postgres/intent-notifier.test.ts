import { EventEmitter } from 'node:events';
import type { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { IntentNotifier } from './intent-notifier.ts';

/** A connection on which no statement is ever answered. */
class Silent extends EventEmitter {
  readonly asked: string[] = [];
  cut = false;
  readonly connection = { stream: { destroy: () => this.#destroy() } };

  query(text: string): Promise<never> {
    this.asked.push(text);
    return new Promise(() => {});
  }

  end(): Promise<void> {
    return new Promise((ended) => this.once('end', ended));
  }

  #destroy(): void {
    this.cut = true;
    this.emit('end');
  }
}

const SESSION = { pooled: false, ofTransaction: [], knowsLockTimeout: true };

describe('a notifier that is closed', () => {
  it('cuts a connection whose server has not answered since it was made', async () => {
    const client = new Silent();
    const connection = { client: client as unknown as Client, session: SESSION };
    const notifier = new IntentNotifier(
      async () => connection,
      () => {},
    );
    notifier.start();
    await expect.poll(() => client.asked).not.toHaveLength(0);
    await notifier.close();
    expect(client.cut).toBe(true);
  });

  it('cuts a connection that is made afterwards', async () => {
    const client = new Silent();
    const made = Promise.withResolvers<{ client: Client; session: typeof SESSION }>();
    const notifier = new IntentNotifier(
      () => made.promise,
      () => {},
    );
    notifier.start();
    await notifier.close();
    made.resolve({ client: client as unknown as Client, session: SESSION });
    await expect.poll(() => client.cut).toBe(true);
    expect(client.asked).toEqual([]);
  });
});

describe('a notifier that has something to tell', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** A connection whose database answers a LISTEN when `understood` says so. */
  const listening = (understood: Promise<void>) => {
    const client = new Silent();
    client.query = (async (text: string) => {
      client.asked.push(text);
      if (text.startsWith('listen')) await understood;
      return { rows: [{ pid: 1 }] };
    }) as never;
    const notifier = new IntentNotifier(
      async () => ({ client: client as unknown as Client, session: SESSION }),
      () => {},
    );
    const notified = async () => {
      notifier.tell(1);
      await vi.advanceTimersByTimeAsync(20);
      return client.asked.some((text) => text.includes('pg_notify'));
    };
    notifier.start();
    return { client, notifier, notified };
  };

  it('notifies once the database has understood that it listens, and not before', async () => {
    const understood = Promise.withResolvers<void>();
    const { client, notifier, notified } = listening(understood.promise);
    expect(await notified()).toBe(false);
    expect(client.asked.at(-1)).toMatch(/^listen/);
    understood.resolve();
    expect(await notified()).toBe(true);
    client.emit('end');
    await notifier.close();
  });

  it('notifies nobody through a database that does not know LISTEN', async () => {
    const { client, notifier, notified } = listening(Promise.reject(new Error('not understood')));
    expect(await notified()).toBe(false);
    client.emit('end');
    await notifier.close();
  });
});
