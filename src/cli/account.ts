import { type AskOptions, askAndTell, columns } from './answer.ts';
import { askControl, deleteControl, postControl } from './control.ts';

interface Made {
  readonly accountId: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

interface Listed {
  readonly accounts: readonly {
    readonly accountId: string;
    readonly name: string;
    readonly accessKeyIds: readonly string[];
    readonly source: 'world' | 'control';
    readonly createdAt: string;
  }[];
}

/** Makes an account, and prints its key, which is told only this once. */
export function make(name: string | undefined, options: AskOptions): Promise<void> {
  return askAndTell<Made>(
    options,
    (endpoint, token) => postControl(endpoint, 'accounts', { ...(name && { name }) }, token),
    (made) =>
      columns([
        ['account', made.accountId],
        ['access key id', made.accessKeyId],
        ['secret access key', made.secretAccessKey],
      ]),
  );
}

export function list(options: AskOptions): Promise<void> {
  return askAndTell<Listed>(
    options,
    (endpoint, token) => askControl(endpoint, 'accounts', token),
    ({ accounts }) =>
      columns([
        ['account', 'made by', 'at', 'access key ids', 'name'],
        ...accounts.map(({ accountId, name, accessKeyIds, source, createdAt }) => [
          accountId,
          source === 'world' ? 'world file' : 'account new',
          createdAt,
          accessKeyIds.join(','),
          name,
        ]),
      ]),
  );
}

export function remove(id: string, options: AskOptions): Promise<void> {
  return askAndTell<Pick<Made, 'accountId'>>(
    options,
    (endpoint, token) => deleteControl(endpoint, `accounts/${encodeURIComponent(id)}`, token),
    ({ accountId }) => `${accountId} is removed with everything that it had.`,
  );
}
