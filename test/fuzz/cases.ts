import { bytesOf, type Draft } from '../support/request.ts';
import { brokenBytes, garbage } from './broken-bytes.ts';
import { brokenHeaders, brokenLine } from './broken-head.ts';
import { brokenSignature, presigned } from './broken-signature.ts';
import { bodyCall, type Caller, call, lackingCall, type Made, strangeCall } from './calls.ts';
import { twoMeanings } from './two-meanings.ts';

export interface Case {
  readonly kind: string;
  readonly bytes: Buffer;
  /** Whether the connection can be used for the next request, whatever the answer is. */
  readonly framed: boolean;
  /** Whether it must be refused, however it is read. */
  readonly refused?: true;
  /**
   * The VPC that the request is about. Ids in an answer that names no VPC are taken to be of this
   * one.
   */
  readonly vpcId?: string | undefined;
}

const framed =
  (kind: string, make: (caller: Caller) => Made) =>
  (caller: Caller): Case => {
    const made = make(caller);
    return { kind, bytes: bytesOf(made), framed: true, vpcId: made.vpcId };
  };

/** Makes a case that must be refused, whatever else is true of it. */
const refused =
  (kind: string, make: (caller: Caller) => Draft) =>
  (caller: Caller): Case => ({ kind, bytes: bytesOf(make(caller)), framed: true, refused: true });

const unframed =
  (kind: string, make: (caller: Caller) => Draft | Buffer) =>
  (caller: Caller): Case => {
    const made = make(caller);
    return { kind, bytes: Buffer.isBuffer(made) ? made : bytesOf(made), framed: false };
  };

const KINDS = [
  [52, framed('call', call)],
  [8, framed('strange names', strangeCall)],
  [8, framed('body', bodyCall)],
  [8, framed('signature', brokenSignature)],
  [6, framed('presigned', presigned)],
  [5, refused('two meanings', twoMeanings)],
  [2, refused('what the vendor has', lackingCall)],
  [5, unframed('request line', brokenLine)],
  [5, unframed('headers', brokenHeaders)],
  [5, unframed('bytes', brokenBytes)],
  [3, unframed('garbage', garbage)],
] as const;

export function nextCase(caller: Caller): Case {
  return caller.random.weighted<(caller: Caller) => Case>(KINDS)(caller);
}
