/** What was found out about one thing. */
export interface Diagnosis {
  readonly what: string;
  /** `note`: it keeps nobody away, but may surprise. */
  readonly state: 'ok' | 'note' | 'no';
  readonly said: string;
}

export const ok = (what: string, said: string): Diagnosis => ({ what, state: 'ok', said });
export const note = (what: string, said: string): Diagnosis => ({ what, state: 'note', said });
export const no = (what: string, said: string): Diagnosis => ({ what, state: 'no', said });
