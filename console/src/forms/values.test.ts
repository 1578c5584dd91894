import { describe, expect, it } from 'vitest';
import { flatten } from '../api/flatten.ts';
import { given, missing, setIn, typed, unflatten, withoutSecrets } from './values.ts';

const text = { type: 'string' };
const schema = {
  type: 'object',
  properties: {
    Name: text,
    Count: { type: 'integer' },
    Force: { type: 'boolean' },
    Ids: { type: 'array', items: text },
    Password: { type: 'string', writeOnly: true },
    Nics: {
      type: 'array',
      items: {
        type: 'object',
        properties: { SubnetId: text, Ips: { type: 'array', items: text } },
        required: ['SubnetId'],
      },
    },
  },
  required: ['Name', 'Nics'],
};

describe('the values of a form', () => {
  it('are set in their places, and sent without what is empty', () => {
    const values = setIn(setIn({}, ['Nics', 1, 'SubnetId'], 's'), ['Nics', 0, 'Ips', 0], '');
    expect(given({ ...values, Name: '', Count: 0, Force: false })).toEqual({
      Nics: [{ SubnetId: 's' }],
      Count: 0,
      Force: false,
    });
  });

  it.each([
    [{}, ['Name', 'Nics']],
    [{ Name: 'a', Nics: [{}] }, ['Nics']],
    [{ Name: 'a', Nics: [{ SubnetId: 's' }, { Ips: ['1'] }] }, ['Nics']],
    [{ Name: 'a', Nics: [{ SubnetId: 's' }] }, []],
  ])('%j lack %j', (values, lacking) => {
    expect(missing(schema, values)).toEqual(lacking);
  });

  it('become what they were, from flat names', () => {
    const values = { Name: 'a', Ids: ['x', 'y'], Nics: [{ SubnetId: 's', Ips: ['1', '2'] }] };
    expect(unflatten(schema, flatten(values))).toEqual(values);
    expect(unflatten(schema, { 'Ids.3': 'x', Ids: 'y', 'Nics.x': 'z', Other: 'o' })).toEqual({
      Ids: ['y', 'x'],
      'Nics.x': 'z',
      Other: 'o',
    });
  });

  it('are typed as the contract says, where they can be', () => {
    expect(typed(schema, { Count: '3', Force: 'true', Name: '3', Ids: ['1'] })).toEqual({
      Count: 3,
      Force: true,
      Name: '3',
      Ids: ['1'],
    });
    expect(typed(schema, { Count: 'x', Force: 'maybe' })).toEqual({ Count: 'x', Force: 'maybe' });
  });

  it('have no secret where it would be seen', () => {
    expect(withoutSecrets(schema, { Name: 'a', Password: 'p' })).toEqual({ Name: 'a' });
  });
});
