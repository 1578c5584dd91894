import { postControl, unlessRefused } from './control.ts';
import { type ControlTokenOptions, controlTokenOf } from './secrets.ts';

export interface ResetOptions extends ControlTokenOptions {
  readonly endpoint: string;
  readonly account?: string;
  readonly json?: boolean;
}

/** Takes everything away, or what one account has, and makes again what the world starts with. */
export async function reset(options: ResetOptions): Promise<void> {
  const { endpoint, account, json } = options;
  const path = account === undefined ? 'reset' : `reset?account=${encodeURIComponent(account)}`;
  const body = unlessRefused(await postControl(endpoint, path, {}, controlTokenOf(options)));
  if (json) console.log(JSON.stringify(body, null, 2));
  else if (account !== undefined) console.log(`The account ${account} is as it began.`);
  else console.log('Everything is as it began.');
}
