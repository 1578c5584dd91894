import type { Reply } from '../../support/client.ts';

/** How a CNI waits: `ms`, multiplied by `factor` after each of at most `steps` tries. */
export interface Backoff {
  readonly ms: number;
  readonly factor: number;
  readonly steps: number;
}

/** Lets time pass: the tests move the world's clock instead of waiting. */
export type Wait = (ms: number) => Promise<void>;

/** How a CNI judges an answer. */
export type Verdict = 'done' | 'again' | 'fatal';

/** The CNI gave up: what it would have put into its log. */
export class GaveUp extends Error {
  readonly code: string;

  constructor(action: string, { status, code, message }: Reply) {
    super(`${action}: ${status} ${code}: ${message}`);
    this.code = code;
  }
}

/** Tries at once, then after each wait, until the answer is done or fatal or the steps are used up. */
export async function retried(
  action: string,
  backoff: Backoff,
  wait: Wait,
  attempt: () => Promise<Reply>,
  judge: (reply: Reply) => Verdict,
): Promise<Reply> {
  let { ms } = backoff;
  for (let step = 1; ; step += 1) {
    const reply = await attempt();
    const verdict = judge(reply);
    if (verdict === 'done') return reply;
    if (verdict === 'fatal' || step === backoff.steps) throw new GaveUp(action, reply);
    await wait(ms);
    ms *= backoff.factor;
  }
}
