import { afterEach, expect, it, vi } from 'vitest';
import { StoreUnavailable } from '#store/store.ts';
import type { TenonStoreEvent } from '../index.ts';
import { readOptions } from './options.ts';

const WHY = new StoreUnavailable('the disk is full');

afterEach(() => {
  vi.unstubAllGlobals();
});

it('tells the program what its store says, without the password', async () => {
  const told: TenonStoreEvent[] = [];
  const { server } = await readOptions({
    store: 'postgres://somebody:secret@db/tenon',
    onStoreEvent: (event: TenonStoreEvent) => told.push(event),
  });
  server.storeEvents?.warned?.('slow');
  server.storeEvents?.failed?.('/tenon.db', WHY);
  server.storeEvents?.recovered?.('/tenon.db');
  server.storeEvents?.lost?.('/tenon.db', WHY);
  expect(told).toEqual([
    { kind: 'warned', store: 'postgres://somebody:***@db/tenon', message: 'slow' },
    { kind: 'failed', store: '/tenon.db', message: 'the disk is full' },
    { kind: 'recovered', store: '/tenon.db', message: 'it takes work again' },
    { kind: 'lost', store: '/tenon.db', message: 'the disk is full' },
  ]);
});

it('tells the program of faults, and of nothing else that was answered', async () => {
  const told: unknown[] = [];
  const { server } = await readOptions({ onError: (error: unknown) => told.push(error) });
  const fault = new Error('a fault');
  server.onAnswered?.({ fault } as never);
  server.onAnswered?.({ status: 404 } as never);
  server.onFault?.(WHY);
  expect(told).toEqual([fault, WHY]);
});

it('lets what a callback throws disturb the program, not the store', async () => {
  const later: (() => void)[] = [];
  vi.stubGlobal('queueMicrotask', (work: () => void) => later.push(work));
  const { server } = await readOptions({
    onStoreEvent: () => {
      throw new Error('of the program');
    },
  });
  server.storeEvents?.failed?.('memory', WHY);
  expect(later).toHaveLength(1);
  expect(later[0]).toThrow('of the program');
});

it('needs no callbacks', async () => {
  const { server } = await readOptions({});
  server.storeEvents?.failed?.('memory', WHY);
  server.onFault?.(WHY);
});
