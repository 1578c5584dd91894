import { expect, it } from 'vitest';
import { Refused } from '#core/refusal.ts';
import { encodeRefusal, encodeResult } from './encode.ts';

const identity = {
  requestId: '20240110104129AABBCCDDEEFF00112233',
  action: 'DescribeThings',
  version: '2020-04-01',
  service: 'toy',
  region: 'cn-beijing',
};

const metadata = {
  RequestId: identity.requestId,
  Action: 'DescribeThings',
  Version: '2020-04-01',
  Service: 'toy',
  Region: 'cn-beijing',
};

it('encodes a success with its metadata and result, and no error', () => {
  const { status, body } = encodeResult(identity, { Names: ['a'] });
  expect(status).toBe(200);
  expect(JSON.parse(body)).toEqual({ ResponseMetadata: metadata, Result: { Names: ['a'] } });
});

it('encodes a refusal with its number, code and message, and no result', () => {
  const refusal = { http: 404, codeN: 100008, code: 'Gone', message: '%s is gone.' };
  const { status, body } = encodeRefusal(
    identity,
    new Refused({ ...refusal, source: 'ours' }, 'It'),
  );
  expect(status).toBe(404);
  expect(JSON.parse(body)).toEqual({
    ResponseMetadata: {
      ...metadata,
      Error: { CodeN: 100008, Code: 'Gone', Message: 'It is gone.' },
    },
  });
});

it('gives 0 for a refusal that has no number: clients need an integer', () => {
  const refused = new Refused({ http: 400, code: 'X', message: 'x', source: 'ours' });
  expect(JSON.parse(encodeRefusal(identity, refused).body).ResponseMetadata.Error.CodeN).toBe(0);
});

it('repeats what a client sent in part when it is long', () => {
  const long = '"'.repeat(60_000);
  const refusal = { http: 404, code: 'Gone', message: '%s is gone.', source: 'ours' } as const;
  const { body } = encodeRefusal(
    { ...identity, action: long, version: long, service: long, region: long },
    new Refused(refusal, long),
  );
  const { Action, Error: error } = JSON.parse(body).ResponseMetadata;
  expect(Action).toBe(`${'"'.repeat(256)}…`);
  expect(error.Message).toBe(`${'"'.repeat(2048)}…`);
  expect(body.length).toBeLessThan(10_000);
});
