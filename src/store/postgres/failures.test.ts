import { describe, expect, it } from 'vitest';
import type { EngineFailure } from '../observer.ts';
import { StoreUnavailable, UniqueViolation, WriteConflict } from '../store.ts';
import { failureOf, inStoresWords, takesNoChanges, whileConnecting } from './failures.ts';

const serverError = (code: string, more: Record<string, string> = {}) =>
  Object.assign(new Error('in whatever language'), { severity: 'ERROR', code, ...more });

const MEANINGS: Readonly<Record<Exclude<EngineFailure, 'unknown'>, readonly string[]>> = {
  conflict: ['40000', '40001', '40P01', '55P03', '72000'],
  unique: ['23505'],
  connection: [
    ...['08000', '08003', '08006', '08001', '08004', '08007', '08P01'],
    ...['57P01', '57P02', '57P03', '57P04', '57P05', '25P03', '25P04', '25006'],
    ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'ENOENT'],
  ],
  stale: ['26000', '42P05'],
  unavailable: [
    ...['53000', '53100', '53200', '53300', '53400', '58000', '58030', '58P01'],
    ...['XX000', 'XX001', 'XX002', '57014', '40003', '28000', '28P01', '3D000', '3F000', '42501'],
  ],
  // Only the codes that a statement of this program can cause.
  fault: ['0A000', '22021', '22P05', '23502', '23514', '42601', '42P01', '42703', '54000'],
};

describe.each(Object.entries(MEANINGS))('%s', (meaning, codes) => {
  it.each(codes)('is %s', (code) => {
    expect(failureOf(serverError(code))).toBe(meaning);
  });
});

it.each([
  ['RevalidateCachedQuery', 'stale', false],
  ['call_enum_check_hook', 'connection', true],
  ['call_bool_check_hook', 'connection', true],
  ['GetSerializableTransactionSnapshot', 'connection', true],
  ['transformSelectStmt', 'fault', false],
])('0A000 by %s is %s, in any language', (routine, meaning, refused) => {
  const error = serverError('0A000', { routine });
  expect(failureOf(error)).toBe(meaning);
  expect(takesNoChanges(error)).toBe(refused);
});

it('is told in the words of the store', () => {
  expect(inStoresWords(serverError('40001'))).toBeInstanceOf(WriteConflict);
  expect(inStoresWords(serverError('23505'))).toBeInstanceOf(UniqueViolation);
  for (const code of [...MEANINGS.connection, ...MEANINGS.stale, ...MEANINGS.unavailable]) {
    expect(inStoresWords(serverError(code)), code).toBeInstanceOf(StoreUnavailable);
  }
  const fault = serverError('42601');
  expect(inStoresWords(fault)).toBe(fault);
});

it('is no fault of this program while it connects, whatever it is', () => {
  const certificate = Object.assign(new Error('expired'), { code: 'CERT_HAS_EXPIRED' });
  expect(whileConnecting(certificate)).toBeInstanceOf(StoreUnavailable);
  const refused = serverError('ECONNREFUSED');
  expect(whileConnecting(refused)).toBe(refused);
});
