import { expect, it, vi } from 'vitest';
import { StoreUnavailable } from '#store/store.ts';
import { ServerLog } from './server-log.ts';

const lines: [fields: object, message: string][] = [];
vi.mock('./log.ts', () => {
  const write = (fields: object, message: string) => lines.push([fields, message]);
  return { openLog: () => ({ error: write, info: write }) };
});

const answered = (status: number, code: string, fault?: unknown) => ({
  identity: { requestId: 'r', action: 'DescribeVpcs', version: 'v', service: 'vpc', region: 'x' },
  status,
  code,
  accountId: '2100000001',
  fault,
});

it('a store that is away is one line without a stack, however many requests meet it', async () => {
  const log = new ServerLog('error');
  const away = () => new StoreUnavailable('no connection', { cause: new Error('ECONNREFUSED') });
  for (let n = 0; n < 50; n += 1) log.answered(answered(503, 'ServiceUnavailableTemp', away()));
  log.fault(away());
  await vi.dynamicImportSettled();
  expect(lines).toEqual([[{ reason: 'no connection: ECONNREFUSED' }, 'the store is unavailable']]);
});

it('any other fault has its stack', async () => {
  lines.length = 0;
  const fault = new TypeError('ours');
  new ServerLog('error').answered(answered(500, 'InternalError', fault));
  await vi.dynamicImportSettled();
  expect(lines).toMatchObject([[{ err: fault, status: 500 }, 'internal error']]);
});
