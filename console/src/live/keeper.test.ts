import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Events, TenonEvent } from '../api/events.ts';
import { Keeper } from './keeper.ts';

const soon = (check: () => void) => vi.waitFor(check, { timeout: 60_000 });

/** What the server answers to DescribeNetworkInterfaces; every other list is empty. */
type Answer = (query: URLSearchParams) => Promise<readonly object[]> | readonly object[];

const scope = {
  key: { accessKeyId: 'k', secretAccessKey: 's' },
  ...{ accountId: '1', region: 'r' },
};
const nic = (id: string, Status: string) => ({
  ...{ NetworkInterfaceId: id, SubnetId: 's', DeviceId: '', Status },
});

describe('what keeps resources live', () => {
  let answer: Answer;
  let keeper: Keeper;
  let tell: (event: TenonEvent) => void;
  const reads: string[] = [];

  beforeEach(() => {
    reads.length = 0;
    vi.stubGlobal('location', { host: 'localhost' });
    vi.stubGlobal('sessionStorage', { getItem: () => null });
    vi.stubGlobal('fetch', async (url: string, { body }: { body: string }) => {
      const list = url.includes('DescribeNetworkInterfaces')
        ? await answer(new URLSearchParams(body))
        : [];
      reads.push(body);
      const Result = { NetworkInterfaceSets: list, TotalCount: list.length };
      return new Response(JSON.stringify({ ResponseMetadata: {}, Result }));
    });
    const events = {
      listen: (listener: typeof tell) => {
        tell = listener;
        return () => {};
      },
    };
    keeper = new Keeper(scope, events as unknown as Events);
  });
  afterEach(() => {
    keeper.stop();
    vi.unstubAllGlobals();
  });

  const loaded = () => soon(() => expect(keeper.state.phase).toBe('ready'));
  const statusOf = (id: string) => keeper.resources.get('network_interface', id)?.Status;
  const event = (name: 'made' | 'changed' | 'gone', id: string, to: string | null) => {
    const about = { type: 'network_interface', id, account: '1', region: 'r', from: null, to };
    tell({ event: name, ...about, revision: 1 } as TenonEvent);
  };

  it('reads once what several events name, and takes no answer that was overtaken', async () => {
    answer = () => [nic('a', 'Available'), nic('b', 'Available')];
    keeper.start();
    await loaded();

    let late: () => void = () => {};
    const asked: (string | null)[] = [];
    answer = async (query) => {
      asked.push([...query.values()].join());
      // The first answer comes after the second, and says what was.
      if (asked.length > 1) return [nic('a', 'InUse')];
      await new Promise<void>((go) => {
        late = go;
      });
      return [nic('a', 'Attaching'), nic('b', 'Attaching')];
    };
    event('changed', 'a', 'Attaching');
    event('changed', 'b', 'Attaching');
    // The status that the event names is shown before it is read.
    expect(statusOf('a')).toBe('Attaching');
    await soon(() => expect(asked).toEqual(['a,b,100']));
    event('changed', 'a', 'InUse');
    await soon(() => expect(asked).toEqual(['a,b,100', 'a,100']));
    late();
    await soon(() => expect(reads.filter((body) => body.includes('Ids'))).toHaveLength(2));
    await new Promise((done) => setImmediate(done));
    expect([statusOf('a'), statusOf('b')]).toEqual(['InUse', 'Attaching']);
  });

  it('does not bring back what is gone, and reads all again after a reset', async () => {
    let send: (() => void) | undefined;
    answer = async () => {
      await new Promise<void>((go) => {
        send = go;
      });
      return [nic('a', 'Available'), nic('b', 'Available')];
    };
    keeper.start();
    await soon(() => expect(send).toBeDefined());
    event('gone', 'a', null);
    send?.();
    await loaded();
    expect([statusOf('a'), statusOf('b')]).toEqual([undefined, 'Available']);

    answer = () => [nic('c', 'Available')];
    tell({ event: 'reset', account: null });
    await soon(() => expect([statusOf('b'), statusOf('c')]).toEqual([undefined, 'Available']));
  });
});
