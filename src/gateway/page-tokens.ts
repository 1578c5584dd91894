import { isUtf8 } from 'node:buffer';
import { timingSafeEqual } from 'node:crypto';
import type { Action } from '#core/action.ts';
import type { Context } from '#core/context.ts';
import type { PagingRequest } from '#core/paging.ts';
import { refuseParameter } from '#core/refusal.ts';
import type { Service } from '#core/service.ts';
import { authenticationCode, blocksOf } from './signature.ts';

/** A request for a page of a list. */
export interface PageRequest {
  readonly service: Service;
  readonly action: Action;
  readonly context: Context;
  readonly input: unknown;
}

/** The list that a token belongs to: its caller, and the conditions that select its rows. */
export interface TokenScope {
  readonly service: string;
  readonly version: string;
  readonly action: string;
  readonly accountId: string;
  readonly region: string;
  readonly conditions: object;
}

/** Whether an action answers a list in pages, with a token for the next page. */
export const isPaged = ({ parameters }: Action): boolean => 'NextToken' in parameters.shape;

/**
 * Turns the cursors of lists into tokens, and the tokens that come back into cursors, so that no
 * list can forget to check whose token it is.
 */
export class PageTokens {
  readonly #key: () => Promise<Buffer>;

  /**
   * `key` resolves to the same key in every process on a store, for as long as the store exists.
   */
  constructor(key: () => Promise<Buffer>) {
    this.#key = key;
  }

  /** Performs a request with the list's cursor in its input, and puts a token into its answer. */
  async around(
    request: PageRequest,
    perform: (input: unknown) => Promise<object>,
  ): Promise<object> {
    const answer = await perform(await this.opened(request));
    return this.sealed(request, answer);
  }

  /**
   * The input with a cursor where the client's token was.
   * @throws Refused when this list did not give out the token.
   */
  async opened(request: PageRequest): Promise<unknown> {
    const { NextToken: token } = request.input as PagingRequest;
    if (token === undefined) return request.input;
    const cursor = readToken(await this.#key(), scopeOf(request), token);
    if (cursor === undefined) refuseParameter(NOT_OURS, refusalOf(request));
    return { ...(request.input as object), NextToken: cursor };
  }

  /** The answer with a token for the client where the list's cursor was. */
  async sealed(request: PageRequest, answer: object): Promise<object> {
    const { NextToken: cursor } = answer as PagingRequest;
    if (!cursor) return answer;
    return { ...answer, NextToken: writeToken(await this.#key(), scopeOf(request), cursor) };
  }
}

/** Changes with the format of tokens and cursors: tokens of another format are refused. */
const FORM = 0x62;
const CODE_BYTES = 16;
const HEAD_BYTES = 1 + CODE_BYTES;

/**
 * A token with a cursor and its message authentication code. It is valid only for the list that
 * gave it out, nobody else can make one, and a list need not remember its readers.
 */
export function writeToken(key: Buffer, scope: TokenScope, cursor: string): string {
  const code = codeOf(key, scope, cursor);
  return Buffer.concat([Buffer.of(FORM), code, Buffer.from(cursor)]).toString('base64url');
}

/** The cursor in a token; undefined when this list did not give out the token. */
export function readToken(key: Buffer, scope: TokenScope, token: string): string | undefined {
  const bytes = Buffer.from(token, 'base64url');
  // Node ignores characters that are not base64url, but a token has only one valid spelling.
  if (bytes.toString('base64url') !== token) return undefined;
  if (bytes.length < HEAD_BYTES || bytes[0] !== FORM) return undefined;
  // Bytes that are no text would be another spelling of the text that they are read as.
  if (!isUtf8(bytes.subarray(HEAD_BYTES))) return undefined;
  const cursor = bytes.toString('utf8', HEAD_BYTES);
  const given = bytes.subarray(1, HEAD_BYTES);
  return timingSafeEqual(given, codeOf(key, scope, cursor)) ? cursor : undefined;
}

function codeOf(key: Buffer, scope: TokenScope, cursor: string): Buffer {
  const { service, version, action, accountId, region, conditions } = scope;
  const list = { service, version, action, accountId, region, conditions };
  const text = JSON.stringify(list, inOneOrder) + cursor;
  return Buffer.from(authenticationCode(blocksOf(key), text).slice(0, 2 * CODE_BYTES), 'hex');
}

/** A list of texts is the same condition in any order. */
function inOneOrder(_: string, value: unknown): unknown {
  if (!Array.isArray(value) || value.some((item) => typeof item !== 'string')) return value;
  return [...value].sort();
}

function scopeOf({ service, action, context, input }: PageRequest): TokenScope {
  // The size of a page may change from page to page.
  const { NextToken, MaxResults, PageNumber, PageSize, ...conditions } = input as PagingRequest;
  return {
    service: service.name,
    version: service.version,
    action: action.name,
    accountId: context.accountId,
    region: context.region.id,
    conditions,
  };
}

const NOT_OURS = {
  parameter: 'NextToken',
  reason: 'no list of this action, account, region and conditions gave it',
};

/** The refusal of a token, in the wording of the list's service. */
function refusalOf({ service, action }: PageRequest) {
  const own = action.refusals.find(({ code }) => code === 'InvalidNextToken.Malformed');
  return own ?? service.parameterRefusals.malformed('NextToken').refusal;
}
