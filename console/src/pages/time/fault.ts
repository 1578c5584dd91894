/** What a fault does, by the time at which it can. */
export const EFFECTS = {
  before: ['refuse', 'delayMs', 'cut'],
  answer: ['refuse', 'delayMs', 'cut', 'half', 'misstate'],
  settle: ['fail', 'hold'],
} as const;

export type When = keyof typeof EFFECTS;
export type Effect = (typeof EFFECTS)[When][number];
export const WHENS = Object.keys(EFFECTS) as When[];

/** A fault as `GET /_tenon/faults` lists it; docs/faults.md explains the fields. */
export interface Fault {
  readonly id: string;
  readonly service: string;
  readonly action: string;
  readonly account?: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly skip?: number;
  readonly times?: number;
  readonly probability?: number;
  readonly seed?: number;
  readonly when: When;
  readonly refuse?: { readonly code: string; readonly status?: number; readonly message?: string };
  readonly delayMs?: number;
  readonly cut?: true;
  readonly half?: true;
  readonly misstate?: true;
  readonly fail?: string;
  readonly hold?: true;
  readonly struck: number;
}

/** What the form holds; '' and undefined are what the user left out. */
export interface FaultDraft {
  /** `vpc:AttachNetworkInterface` */
  readonly action: string;
  readonly account: string;
  readonly when: When;
  readonly effect: Effect;
  readonly code: string;
  readonly status: number | undefined;
  readonly message: string;
  readonly delayMs: number | undefined;
  readonly reason: string;
  readonly times: number | undefined;
  readonly skip: number | undefined;
  readonly probability: number | undefined;
  readonly seed: number | undefined;
  readonly parameters: readonly (readonly [name: string, value: string])[];
}

export const EMPTY_DRAFT: FaultDraft = {
  action: 'vpc:AttachNetworkInterface',
  account: '',
  when: 'before',
  effect: 'refuse',
  code: 'FlowLimitExceeded',
  status: undefined,
  message: '',
  delayMs: 1000,
  reason: 'no host is free',
  times: 1,
  skip: undefined,
  probability: undefined,
  seed: undefined,
  parameters: [],
};

/** What a link to the form says: `/time?service=vpc&action=CreateVpc&code=...&parameter=VpcId=...` */
export function draftFrom(search: URLSearchParams): FaultDraft | undefined {
  const action = search.get('action');
  if (action === null) return undefined;
  const parameters = search.getAll('parameter').map((pair): [string, string] => {
    const at = pair.indexOf('=');
    return [pair.slice(0, at), pair.slice(at + 1)];
  });
  return {
    ...EMPTY_DRAFT,
    action: `${search.get('service') ?? 'vpc'}:${action}`,
    account: search.get('account') ?? '',
    code: search.get('code') ?? EMPTY_DRAFT.code,
    parameters,
  };
}

/** The body of `POST /_tenon/faults`. What was left out is not sent. */
export function bodyOf(draft: FaultDraft): Omit<Fault, 'id' | 'struck'> {
  const [service = '', action = ''] = draft.action.split(':');
  const { account, when, times, skip, probability, seed, parameters } = draft;
  const given = parameters.filter(([name]) => name !== '');
  return {
    service,
    action,
    when,
    ...(account !== '' && { account }),
    ...(given.length > 0 && { parameters: Object.fromEntries(given) }),
    ...(times !== undefined && { times }),
    ...(skip !== undefined && { skip }),
    ...(probability !== undefined && { probability }),
    ...(seed !== undefined && { seed }),
    ...effectOf(draft),
  };
}

function effectOf({ effect, code, status, message, delayMs = 0, reason }: FaultDraft) {
  switch (effect) {
    case 'refuse':
      return {
        refuse: {
          code,
          ...(status !== undefined && { status }),
          ...(message !== '' && { message }),
        },
      };
    case 'delayMs':
      return { delayMs };
    case 'fail':
      return { fail: reason };
    default:
      return { [effect]: true };
  }
}

/** The effect of a fault, and what it says besides. */
export function shownEffect(fault: Fault): { readonly effect: Effect; readonly detail: string } {
  const { refuse, delayMs, fail } = fault;
  if (refuse !== undefined) return { effect: 'refuse', detail: refuse.code };
  if (delayMs !== undefined) return { effect: 'delayMs', detail: `${delayMs} ms` };
  if (fail !== undefined) return { effect: 'fail', detail: fail };
  const effect = EFFECTS[fault.when].find((each) => fault[each] === true) ?? 'hold';
  return { effect, detail: '' };
}
