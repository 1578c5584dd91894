import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { SERVICES } from '#test/support/services.ts';
import { fromKept, toKeep } from './kept-answer.ts';

const actions = SERVICES.flatMap((service) => service.actions);
const named = (name: string) => {
  const action = actions.find((each) => each.name === name);
  if (action === undefined) throw new Error(`there is no ${name}`);
  return action;
};

describe('the answer that is kept for a ClientToken', () => {
  it('is the whole answer, where nothing in it is a secret', () => {
    const answer = { VpcId: 'vpc-1', RequestId: '1' };
    expect(fromKept(named('CreateVpc'), toKeep(named('CreateVpc'), answer))).toEqual(answer);
  });

  it('has no secret in it, and is not repeated', () => {
    const action = named('CreateKeyPair');
    const text = toKeep(action, { KeyPairId: 'kp-1', PrivateKey: 'TOPSECRET' });
    expect(text).toBe('{"KeyPairId":"kp-1"}');
    expect(() => fromKept(action, text)).toThrow(/KeyPairId kp-1.*PrivateKey/);
  });

  it('shows no secret that an older version kept', () => {
    const old = '{"KeyPairId":"kp-1","PrivateKey":"TOPSECRET"}';
    expect(() => fromKept(named('CreateKeyPair'), old)).toThrow(/^((?!TOPSECRET).)*$/);
  });
});

it('every action whose answer may be kept says what of it is a secret', () => {
  const secret = /private|secret|password|credential|(?<!next)(?<!client)token/i;
  const fields = (schema: z.core.$ZodType): string[] =>
    schema instanceof z.ZodObject
      ? Object.entries(schema.shape).flatMap(([name, below]) => [name, ...fields(below)])
      : [];
  const kept = actions.filter(({ parameters }) => Object.hasOwn(parameters.shape, 'ClientToken'));
  expect(kept.length).toBeGreaterThan(20);
  // Private is also what addresses are called that are no public ones.
  const untold = kept.flatMap(({ name, result, secrets }) =>
    fields(result)
      .filter((field) => secret.test(field) && !/PrivateIp/.test(field) && !secrets.includes(field))
      .map((field) => `${name}: ${field}`),
  );
  expect(untold).toEqual([]);
});
