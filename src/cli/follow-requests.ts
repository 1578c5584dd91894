import { CliError } from './error.ts';
import { eventsOf } from './event-stream.ts';
import { latest, print, type RequestsOptions, type Shown } from './request-lines.ts';
import { controlTokenOf } from './secrets.ts';
import { complain } from './terminal.ts';

/** How many of the past are shown first, unless told. */
const BEFORE = 10;

/** Prints the latest requests and then each new one, until the server ends. */
export async function followRequests(options: RequestsOptions): Promise<void> {
  const { endpoint, account } = options;
  const query = new URLSearchParams({
    type: 'answered',
    ...(account !== undefined && { account }),
  });
  const printed = new Set<string>();
  for await (const { event, data } of eventsOf(endpoint, query, controlTokenOf(options))) {
    if (event === 'open') {
      // Listening already: nothing is missed between the list and the first event.
      for (const each of (await before(options)).toReversed()) {
        printed.add(each.requestId);
        show([each], options);
      }
    } else if (event === 'answered') {
      if (isWanted(data, options) && !printed.delete(data.requestId)) show([data], options);
    } else if (event === 'dropped') throw new CliError(data.reason);
    else complain(data.reason);
  }
  throw new CliError(`the server at ${endpoint} has ended`);
}

/** The past; none where the server keeps no history. */
async function before(options: RequestsOptions): Promise<Shown[]> {
  try {
    return (await latest(options, options.limit ?? BEFORE)).requests;
  } catch (error) {
    if (error instanceof CliError && error.message.includes('NoHistory')) return [];
    throw error;
  }
}

function show(shown: readonly Shown[], { json }: RequestsOptions): void {
  if (json) for (const each of shown) console.log(JSON.stringify(each));
  else print(shown);
}

const isWanted = (data: Shown, { action, code }: RequestsOptions): boolean =>
  (action === undefined || data.action === action) &&
  (code === undefined || (data.code || 'OK') === code);
