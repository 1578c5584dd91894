import { control } from '../../api/control.ts';
import type { Verdict } from '../../api/failure.ts';
import type { Filter, Page, Row } from './feed.ts';

/** One request, as `GET /_tenon/requests/{requestId}` shows it; docs/control-api.md says more. */
export interface RequestView extends Row {
  readonly stages?: Readonly<Record<string, number>>;
  /** Null when they were not kept. */
  readonly parameters: Readonly<Record<string, unknown>> | null;
  readonly unread: readonly string[];
  readonly meant: Readonly<Record<string, string>>;
  readonly message?: string;
  readonly parameter?: string;
  readonly reason?: string;
  readonly verdicts: readonly Verdict[];
  readonly settled: {
    readonly state: 'pending' | 'settled' | 'failed' | 'ended';
    readonly reason?: string;
  } | null;
}

interface Answer {
  readonly requests: readonly RequestView[];
}

/** A page of the latest requests. @throws Failure */
export async function readPage(filter: Filter, { before, limit }: Page): Promise<readonly Row[]> {
  const { account, action, code, refused } = filter;
  const query = {
    limit,
    before,
    account: account || undefined,
    action: action || undefined,
    code: code || undefined,
    refused: refused ? 'true' : undefined,
  };
  return (await control<Answer>('requests', { query })).requests;
}

/** One request. @throws Failure when it is not, or no longer, in the history */
export async function readRequest(requestId: string): Promise<RequestView> {
  const { requests } = await control<Answer>(`requests/${encodeURIComponent(requestId)}`);
  return requests[0] as RequestView;
}
