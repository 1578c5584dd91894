import { expect, it } from 'vitest';
import { fieldsOfError } from './log-error.ts';

it('the log says of an error what it is and why, and no row or parameter that a driver adds', () => {
  const cause = Object.assign(new Error('null value in column "x"'), {
    code: '23502',
    detail: 'Failing row contains (AKTP1, TOPSECRET).',
    parameters: ['TOPSECRET'],
    input: 'postgres://u:TOPSECRET@h',
  });
  const fields = fieldsOfError(new TypeError('the work failed', { cause }));
  expect(fields).toMatchObject({
    type: 'TypeError',
    message: 'the work failed',
    stack: expect.stringContaining('log-error.test'),
    cause: { type: 'Error', message: 'null value in column "x"', code: '23502' },
  });
  expect(JSON.stringify(fields)).not.toContain('TOPSECRET');
});

it('the log says what was thrown that is no error', () => {
  expect(fieldsOfError('broken')).toEqual({ type: 'string', message: 'broken' });
});
