import { followRequests } from './follow-requests.ts';
import { latest, print, type RequestsOptions } from './request-lines.ts';

const DEFAULT_LIMIT = 20;

/** Lists the latest requests of a server, and goes on with each new one when it follows. */
export async function requests(options: RequestsOptions): Promise<void> {
  if (options.follow) return followRequests(options);
  const body = await latest(options, options.limit ?? DEFAULT_LIMIT);
  if (options.json) console.log(JSON.stringify(body, null, 2));
  else print(body.requests.toReversed());
}
