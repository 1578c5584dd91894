import { expect, it } from 'vitest';
import { SERVICES } from '#test/support/services.ts';
import { readFault } from './read.ts';
import { type FaultInput, faultSchema } from './spec.ts';

const ATTACH = { service: 'vpc', action: 'AttachNetworkInterface' } as const;

/** What is wrong, as `field: problem`; '' when nothing is. */
async function wrongOf(given: FaultInput): Promise<string> {
  const read = await readFault(faultSchema().parse(given), SERVICES);
  return 'wrong' in read ? `${read.wrong.field}: ${read.wrong.problem}` : '';
}

it.each<[wrong: string, given: FaultInput]>([
  [
    'service: there is no service [vcp], there is vpc, ecs',
    { ...ATTACH, service: 'vcp', when: 'before', cut: true },
  ],
  [
    'action: [vpc] has no action [AttachNetworkInterfaces]; nearest are AttachNetworkInterface,',
    { ...ATTACH, action: 'AttachNetworkInterfaces', when: 'before', cut: true },
  ],
  [
    ': say what happens before anything is done: one of refuse, delayMs, cut',
    { ...ATTACH, when: 'before' },
  ],
  [
    'cut: only one thing can happen, and [delayMs] is given already',
    { ...ATTACH, when: 'before', delayMs: 5, cut: true },
  ],
  [
    'hold: [hold] cannot happen before anything is done, where there is refuse, delayMs, cut; it takes "when": "settle"',
    { ...ATTACH, when: 'before', hold: true },
  ],
  ['half: [half] cannot happen before anything is done', { ...ATTACH, when: 'before', half: true }],
  [
    'cut: [cut] cannot happen while a transition settles, where there is fail, hold; it takes "when": "before" or "answer"',
    { ...ATTACH, when: 'settle', cut: true },
  ],
  [
    'seed: a seed has no use without a probability',
    { ...ATTACH, when: 'before', cut: true, seed: 1 },
  ],
  [
    'parameters.InterfaceId: [AttachNetworkInterface] has no single parameter [InterfaceId]; it has NetworkInterfaceId, InstanceId',
    { ...ATTACH, when: 'before', cut: true, parameters: { InterfaceId: 'eni-1' } },
  ],
  [
    'parameters.SecurityGroupIds: [CreateNetworkInterface] has no single',
    {
      service: 'vpc',
      action: 'CreateNetworkInterface',
      when: 'before',
      cut: true,
      parameters: { SecurityGroupIds: 'sg-1' },
    },
  ],
  [
    'parameters.SecurityGroupIds.0: ',
    {
      service: 'vpc',
      action: 'CreateNetworkInterface',
      when: 'before',
      cut: true,
      parameters: { 'SecurityGroupIds.0': 'sg-1' },
    },
  ],
  [
    'refuse.code: [Nonsense] is no code of [AttachNetworkInterface]: give its status and message too, or take one of ',
    { ...ATTACH, when: 'before', refuse: { code: 'Nonsense' } },
  ],
  [
    'refuse.code: [Nonsense] is no code',
    { ...ATTACH, when: 'before', refuse: { code: 'Nonsense', status: 400 } },
  ],
  [
    'when: [DescribeVpcs] begins no transition: nothing of it settles',
    { service: 'vpc', action: 'DescribeVpcs', when: 'settle', hold: true },
  ],
  [
    'fail: what [DetachNetworkInterface] begins (network-interface.detach) cannot fail',
    { service: 'vpc', action: 'DetachNetworkInterface', when: 'settle', fail: 'no' },
  ],
])('refuses with %s', async (wrong, given) => {
  expect(await wrongOf(given)).toContain(wrong);
});

it.each<FaultInput>([
  { ...ATTACH, when: 'before', refuse: { code: 'InvalidEni.InvalidStatus' } },
  { ...ATTACH, when: 'answer', refuse: { code: 'Nonsense', status: 418, message: 'a teapot' } },
  { ...ATTACH, service: 'VPC', when: 'settle', fail: 'the switch is full' },
  {
    service: 'ecs',
    action: 'RunInstances',
    when: 'settle',
    fail: 'no',
    parameters: { 'NetworkInterfaces.1.SubnetId': 'subnet-1' },
  },
  { service: 'vpc', action: 'DetachNetworkInterface', when: 'settle', hold: true },
  {
    service: 'vpc',
    action: 'DescribeVpcs',
    when: 'answer',
    misstate: true,
    probability: 0.5,
    seed: 7,
    times: 0,
  },
])('takes %j', async (given) => {
  expect(await wrongOf(given)).toBe('');
});

it('gives a code its documented status and message, and what is given instead', async () => {
  const refusalOf = async (refuse: NonNullable<FaultInput['refuse']>) => {
    const read = await readFault(
      faultSchema().parse({ ...ATTACH, when: 'before', refuse }),
      SERVICES,
    );
    if ('wrong' in read || read.fault.effect.kind !== 'refuse') throw new Error('not taken');
    const refused = read.fault.effect.refused();
    const { http, codeN = 0 } = refused.refusal;
    return [http, codeN, refused.message, (refused as { retryAfter?: number }).retryAfter];
  };
  expect(await refusalOf({ code: 'AccessDenied' })).toEqual([
    403,
    100013,
    'User is not authorized to perform: * on resource: *.',
    undefined,
  ]);
  expect(await refusalOf({ code: 'FlowLimitExceeded' })).toEqual([
    429,
    100018,
    expect.any(String),
    1,
  ]);
  expect(await refusalOf({ code: 'ServiceUnavailableTemp', message: 'gone' })).toEqual([
    503,
    0,
    'gone',
    undefined,
  ]);
  expect((await refusalOf({ code: 'MissingParameter', status: 418 }))[0]).toBe(418);
});
