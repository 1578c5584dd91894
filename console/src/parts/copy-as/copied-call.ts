import { flatten } from '../../api/flatten.ts';

/** A call of an action that is written down for another client. */
export interface CopiedCall {
  readonly service: string;
  readonly version: string;
  readonly action: string;
  readonly region: string;
  /** As the contract has them: lists and structures are not yet dotted names. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** Where it goes, and by whose settings. */
export interface CopyTarget {
  /** `http://127.0.0.1:7410` */
  readonly endpoint: string;
}

/** The parameters as they travel, in their order: `Tags.1.Key`, as text. */
export const pairsOf = ({ parameters }: CopiedCall): [string, string][] =>
  Object.entries(flatten(parameters));

/** One word of a POSIX shell. */
export const quoted = (text: string): string =>
  /^[\w.:/@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/** The command that sets what the texts below read from the environment. */
export const settings = ({ endpoint }: CopyTarget): string =>
  `eval "$(tenon env bash --endpoint ${quoted(endpoint)})"`;

/** A literal in double quotes, as Python and Go read it. */
export const literal = (text: string): string => JSON.stringify(text);
