import { expect, it } from 'vitest';
import { bodyOf, draftFrom, EMPTY_DRAFT, shownEffect } from './fault.ts';

it('sends what was filled in, and nothing that was left out', () => {
  expect(bodyOf(EMPTY_DRAFT)).toEqual({
    service: 'vpc',
    action: 'AttachNetworkInterface',
    when: 'before',
    times: 1,
    refuse: { code: 'FlowLimitExceeded' },
  });
  const full = {
    ...EMPTY_DRAFT,
    ...({ account: '1', when: 'answer', effect: 'half', times: 0, skip: 2 } as const),
    ...({
      probability: 0.5,
      seed: 7,
      parameters: [
        ['VpcId', 'vpc-1'],
        ['', 'x'],
      ],
    } as const),
  };
  expect(bodyOf(full)).toEqual({
    service: 'vpc',
    action: 'AttachNetworkInterface',
    when: 'answer',
    account: '1',
    parameters: { VpcId: 'vpc-1' },
    times: 0,
    skip: 2,
    probability: 0.5,
    seed: 7,
    half: true,
  });
  expect(bodyOf({ ...EMPTY_DRAFT, when: 'settle', effect: 'fail', reason: 'full' })).toMatchObject({
    fail: 'full',
  });
});

it('is filled in by a link', () => {
  const query = 'service=ecs&action=RunInstances&account=2&code=X&parameter=Tags.1.Key%3Da%3Db';
  expect(draftFrom(new URLSearchParams(query))).toEqual({
    ...EMPTY_DRAFT,
    action: 'ecs:RunInstances',
    account: '2',
    code: 'X',
    parameters: [['Tags.1.Key', 'a=b']],
  });
  expect(draftFrom(new URLSearchParams())).toBeUndefined();
});

it('shows what each does', () => {
  const fault = { id: 'fault-1', service: 'vpc', action: 'CreateVpc', struck: 0 };
  const shown = (rest: object) => shownEffect({ ...fault, ...rest } as never);
  expect(shown({ when: 'before', refuse: { code: 'X' } })).toEqual({
    effect: 'refuse',
    detail: 'X',
  });
  expect(shown({ when: 'answer', misstate: true })).toEqual({ effect: 'misstate', detail: '' });
  expect(shown({ when: 'settle', hold: true })).toEqual({ effect: 'hold', detail: '' });
});
