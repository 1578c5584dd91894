import { EventEmitter } from 'node:events';
import type { Client } from 'pg';
import { describe, expect, it } from 'vitest';
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
