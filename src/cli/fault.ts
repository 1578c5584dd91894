import type { FaultInput } from '#faults/spec.ts';
import { type AskOptions, bodyOf } from './answer.ts';
import { askControl, deleteControl, postControl } from './control.ts';
import { UsageError } from './error.ts';
import { controlTokenOf } from './secrets.ts';

export interface AddOptions extends AskOptions {
  readonly service: string;
  readonly when?: FaultInput['when'];
  readonly refuse?: string;
  readonly status?: number;
  readonly message?: string;
  readonly delay?: number;
  readonly cut?: true;
  readonly half?: true;
  readonly misstate?: true;
  readonly fail?: string;
  readonly hold?: true;
  readonly times?: number;
  readonly skip?: number;
  readonly probability?: number;
  readonly seed?: number;
  readonly account?: string;
  readonly parameter?: Record<string, string>;
}

/** A fault as the server lists it. */
type Listed = FaultInput & { readonly id: string; readonly struck: number };

/** Adds a fault, and prints its id. */
export async function add(action: string, options: AddOptions): Promise<void> {
  const { endpoint, json } = options;
  const fault = faultOf(action, options);
  const token = controlTokenOf(options);
  const { id } = bodyOf<{ id: string }>(await postControl(endpoint, 'faults', fault, token));
  console.log(json ? JSON.stringify({ id }, null, 2) : `${id}: ${told(fault)}`);
}

/** Prints the faults. */
export async function list(options: AskOptions): Promise<void> {
  const { endpoint, json } = options;
  const body = bodyOf<{ faults: Listed[] }>(
    await askControl(endpoint, 'faults', controlTokenOf(options)),
  );
  const { faults } = body;
  if (json) console.log(JSON.stringify(body, null, 2));
  else if (faults.length === 0) console.log('There are no faults.');
  else for (const fault of faults) console.log(line(fault));
}

/** Removes the faults of these ids, or all. */
export async function remove(
  ids: readonly string[],
  options: AskOptions & { readonly all?: true },
): Promise<void> {
  const { endpoint, json, all } = options;
  if ((ids.length === 0) === (all === undefined)) {
    throw new UsageError('name the faults to remove, as "fault list" shows them, or give --all');
  }
  const token = controlTokenOf(options);
  if (all) {
    const body = bodyOf<{ faults: Listed[] }>(await deleteControl(endpoint, 'faults', token));
    const { length } = body.faults;
    console.log(json ? JSON.stringify(body, null, 2) : `Removed: ${length}.`);
    return;
  }
  for (const id of ids) {
    const path = `faults/${encodeURIComponent(id)}`;
    const body = bodyOf<Listed>(await deleteControl(endpoint, path, token));
    console.log(json ? JSON.stringify(body, null, 2) : `Removed: ${line(body)}`);
  }
}

function faultOf(named: string, options: AddOptions): FaultInput {
  const colon = named.indexOf(':');
  const service = colon < 0 ? options.service : named.slice(0, colon);
  const action = named.slice(colon + 1);
  const { refuse: code, status, message, delay, cut, half, misstate, fail, hold } = options;
  const { times, skip, probability, seed, account, parameter } = options;
  if (code === undefined && (status !== undefined || message !== undefined)) {
    throw new UsageError('--status and --message are of --refuse');
  }
  return {
    service,
    action,
    ...(account !== undefined && { account }),
    ...(parameter !== undefined && { parameters: parameter }),
    ...(skip !== undefined && { skip }),
    ...(times !== undefined && { times }),
    ...(probability !== undefined && { probability }),
    ...(seed !== undefined && { seed }),
    when: options.when ?? momentOf(options),
    ...(code !== undefined && { refuse: { code, ...given({ status, message }) } }),
    ...(delay !== undefined && { delayMs: delay }),
    ...given({ cut, half, misstate, fail, hold }),
  };
}

function momentOf({ half, misstate, fail, hold }: AddOptions): FaultInput['when'] {
  if (fail !== undefined || hold) return 'settle';
  return half || misstate ? 'answer' : 'before';
}

/** Without what is undefined. */
function given<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as ReturnType<typeof given<T>>;
}

const line = (fault: Listed) => `${fault.id}: ${told(fault)}; struck: ${fault.struck}`;

/** A fault in words: `vpc:CreateVpc, answer: cut; requests: 1`. */
function told(fault: FaultInput): string {
  const { service, action, when, times = 1, skip = 0, probability, account, parameters } = fault;
  const requests = times === 0 ? 'all, until it is removed' : String(times);
  return [
    `${service}:${action}, ${when}: ${effectOf(fault)}`,
    `requests: ${requests}${skip > 0 ? ` after ${skip}` : ''}`,
    ...(probability === undefined ? [] : [`probability: ${probability}`]),
    ...(account === undefined ? [] : [`account: ${account}`]),
    ...Object.entries(parameters ?? {}).map(([name, value]) => `${name}: ${value}`),
  ].join('; ');
}

function effectOf({ refuse, delayMs, cut, half, misstate, fail }: FaultInput): string {
  if (refuse !== undefined) return `refuse ${refuse.code}`;
  if (delayMs !== undefined) return `delay ${delayMs} ms`;
  if (fail !== undefined) return `fail (${fail})`;
  return cut ? 'cut' : half ? 'half' : misstate ? 'misstate' : 'hold';
}
