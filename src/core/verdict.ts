/** What became of one precondition of an action. */
export interface Verdict {
  readonly verdict: 'pass' | 'fail' | 'unknown';
  readonly http: number;
  readonly code: string;
  readonly message: string;
  /** The parameter that the rule judges; absent when it judges none. */
  readonly parameter?: string;
  /** The fact that decided it. */
  readonly because: string;
}
