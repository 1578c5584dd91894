import { refuse } from '#core/refusal.ts';
import { gatewayRefusals } from './refusals.ts';
import { algorithm } from './signature.ts';

export interface Credential {
  readonly accessKeyId: string;
  /** `YYYYMMDD` */
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

/** What an Authorization header says before its signature. */
export interface AuthorizationHead {
  readonly credential: Credential;
  /** Lower case, in the client's order; read when it is asked for. @throws Refused. */
  readonly signedHeaders: () => readonly string[];
}

export interface Authorization {
  readonly head: AuthorizationHead;
  readonly signature: string;
}

/** Where the signature begins in what every official signer writes. */
const SIGNATURE = ', Signature=';
/** Of a signature: one of another length is read as a whole. */
const DIGITS = 64;
/** Of some hundred clients, each with some services. Beyond it, the cache starts anew. */
const HEADS_KEPT = 512;
/** A longer head is no official signer's, and would take memory that its sender pays nothing for. */
const LONGEST_KEPT = 1024;
const heads = new Map<string, AuthorizationHead>();

/**
 * Reads an Authorization header. All requests of a client to one service have the same head for a
 * day, and reading it costs more than all that is left to read, so that heads are cached. They are
 * read, not verified: whoever sends one may have made it up.
 *
 * Refusals: InvalidAuthorization, InvalidCredential, MissingSignature.
 */
export function readAuthorization(text: string): Authorization {
  const before = text.length - DIGITS - SIGNATURE.length;
  const at = text.startsWith(SIGNATURE, before) ? before : -1;
  const head = at < 0 ? undefined : heads.get(text.slice(0, at));
  if (head === undefined) return readWhole(text, at);
  const signature = text.slice(at + SIGNATURE.length);
  // With a comma in it, other fields follow the signature.
  if (signature.includes(',')) return readWhole(text, -1);
  return { head, signature: signature.trim() || refuse(gatewayRefusals.MissingSignature) };
}

/** @param end where the head ends that may be cached; negative when none may */
function readWhole(text: string, end: number): Authorization {
  const fields = readFields(text);
  const credential = readCredential(fields.Credential);
  const signature = fields.Signature || refuse(gatewayRefusals.MissingSignature);
  const list = fields.SignedHeaders ?? '';
  let names: readonly string[] | undefined;
  const head = {
    credential,
    signedHeaders() {
      names ??= readNames(list);
      return names;
    },
  };
  // All but the signature is in front of it, so that the next one may follow the same head.
  const isSplit = end >= 0 && end <= LONGEST_KEPT && text.endsWith(`${SIGNATURE}${signature}`);
  if (isSplit && text.length === end + SIGNATURE.length + signature.length) {
    if (heads.size >= HEADS_KEPT) heads.clear();
    heads.set(text.slice(0, end), head);
  }
  return { head, signature };
}

interface Fields {
  Credential: string | undefined;
  SignedHeaders: string | undefined;
  Signature: string | undefined;
}

/** `HMAC-SHA256 Credential=..., SignedHeaders=..., Signature=...`, in any order, each once. */
function readFields(text: string): Fields {
  const fields: Fields = {
    Credential: undefined,
    SignedHeaders: undefined,
    Signature: undefined,
  };
  if (!text.startsWith(`${algorithm} `)) refuse(gatewayRefusals.InvalidAuthorization);
  for (const field of text.slice(algorithm.length + 1).split(',')) {
    const equals = field.indexOf('=');
    const name = field.slice(0, Math.max(equals, 0)).trim();
    const known = name === 'Credential' || name === 'SignedHeaders' || name === 'Signature';
    if (!known || fields[name] !== undefined) refuse(gatewayRefusals.InvalidAuthorization);
    fields[name] = field.slice(equals + 1).trim();
  }
  return fields;
}

/** `AccessKeyId/YYYYMMDD/region/service/request`. Refusal: InvalidCredential. */
export function readCredential(text: string | undefined): Credential {
  const [accessKeyId = '', date = '', region = '', service = '', end, ...rest] =
    text?.split('/') ?? [];
  const wellFormed =
    end === 'request' &&
    rest.length === 0 &&
    /^[!-~]+$/.test(accessKeyId) &&
    /^[\w.-]+$/.test(region) &&
    /^[\w.-]+$/.test(service);
  if (!wellFormed) refuse(gatewayRefusals.InvalidCredential);
  return { accessKeyId, date, region, service };
}

/** Names of headers, at least one, each once. Refusal: InvalidAuthorization. */
export function readNames(list: string): readonly string[] {
  const names = list.split(';');
  const wellFormed = /^[a-z0-9!#$%&'*+.^_`|~;-]+$/.test(list) && !names.includes('');
  if (!wellFormed || new Set(names).size < names.length) {
    refuse(gatewayRefusals.InvalidAuthorization);
  }
  return names;
}
