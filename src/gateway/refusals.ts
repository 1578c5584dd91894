import type { Refusal } from '#core/refusal.ts';

/**
 * What the gateway itself refuses, before any action is reached.
 * Source: the vendor's common error codes (docs 6369/68677 and its older variants).
 */
export const gatewayRefusals = {
  MissingParameter: {
    http: 400,
    codeN: 100002,
    code: 'MissingParameter',
    message: 'The request is missing %s parameter.',
    source: 'documented',
  },
  MissingAuthenticationToken: {
    http: 401,
    codeN: 100003,
    code: 'MissingAuthenticationToken',
    message: 'Request is missing Authentication Token.',
    source: 'documented',
  },
  MissingRequestInfo: {
    http: 400,
    codeN: 100004,
    code: 'MissingRequestInfo',
    message: 'The request is missing %s information.',
    source: 'documented',
  },
  MissingSignature: {
    http: 401,
    codeN: 100005,
    code: 'MissingSignature',
    message: 'The request is missing signature.',
    source: 'documented',
  },
  InvalidTimestamp: {
    http: 400,
    codeN: 100006,
    code: 'InvalidTimestamp',
    message: 'The Signature of the request is expired.',
    source: 'documented',
  },
  ServiceNotFound: {
    http: 404,
    codeN: 100007,
    code: 'ServiceNotFound',
    message: 'This service[%s] not found.',
    source: 'documented',
  },
  InvalidActionOrVersion: {
    http: 404,
    codeN: 100008,
    code: 'InvalidActionOrVersion',
    message: 'Could not find operation %s for version %s.',
    source: 'documented',
  },
  ActionOfOtherVersion: {
    http: 404,
    codeN: 100008,
    code: 'InvalidActionOrVersion',
    message: 'Could not find operation %s for version %s. It is an operation of version %s.',
    source: 'ours',
  },
  InvalidAccessKey: {
    http: 401,
    codeN: 100009,
    code: 'InvalidAccessKey',
    message: 'The accesskey [%s] included in the request is invalid.',
    source: 'documented',
  },
  SignatureDoesNotMatch: {
    http: 401,
    codeN: 100010,
    code: 'SignatureDoesNotMatch',
    message:
      'The request signature we calculated does not match the signature you provided. Check your Secret Access Key and signing method. Consult the service documentation for details.',
    source: 'documented',
  },
  AccessDenied: {
    http: 403,
    codeN: 100013,
    code: 'AccessDenied',
    message: 'User is not authorized to perform: %s on resource: %s.',
    source: 'documented',
  },
  InternalError: {
    http: 500,
    codeN: 100014,
    code: 'InternalError',
    message: 'Service has some internal Error. Pls Contact With Admin.',
    source: 'documented',
  },
  FlowLimitExceeded: {
    http: 429,
    codeN: 100018,
    code: 'FlowLimitExceeded',
    message:
      'Request was rejected because the request speed of this openAPI is beyond the current flow control limit.',
    source: 'observed',
  },
  AccountFlowLimitExceeded: {
    http: 429,
    code: 'AccountFlowLimitExceeded',
    message:
      'Request was rejected because the request speed of this openAPI is beyond the current flow control limit.',
    source: 'observed',
  },
  InvalidAuthorization: {
    http: 400,
    codeN: 100024,
    code: 'InvalidAuthorization',
    message: "Invalid 'Authorization' header, Pls check authorization header.",
    source: 'observed',
  },
  InvalidCredential: {
    http: 400,
    codeN: 100025,
    code: 'InvalidCredential',
    message: "Invalid credential in 'Authorization', Pls check credential in authorization header.",
    source: 'observed',
  },
  InvalidSecretToken: {
    http: 401,
    codeN: 100026,
    code: 'InvalidSecretToken',
    message: 'Invalid secret token, msg: %s.',
    source: 'observed',
  },
  MethodNotAllowed: {
    http: 405,
    code: 'MethodNotAllowed',
    message: 'The method %s is not allowed.',
    source: 'ours',
  },
  InvalidParameter: {
    http: 400,
    code: 'InvalidParameter',
    message: 'The specified parameter %s is invalid: %s.',
    source: 'ours',
  },
  MalformedRequest: {
    http: 400,
    code: 'InvalidParameter',
    message: 'The request could not be read: %s.',
    source: 'ours',
  },
  RequestTooLarge: {
    http: 413,
    code: 'InvalidParameter',
    message: 'The request exceeds the limit of %s.',
    source: 'ours',
  },
  RequestTooSlow: {
    http: 408,
    code: 'InvalidParameter',
    message: 'The request did not arrive within %s.',
    source: 'ours',
  },
  ServiceUnavailable: {
    http: 503,
    code: 'ServiceUnavailableTemp',
    message: 'The service is temporarily unavailable: %s.',
    source: 'ours',
  },
  AskedByPage: {
    http: 403,
    code: 'AccessDenied',
    message:
      'The request comes from a browser (%s): web pages and links may not use this API. An SDK, the ve CLI or curl may.',
    source: 'ours',
  },
  PublishedKey: {
    http: 403,
    code: 'AccessDenied',
    message:
      'Everybody can read the secret of the key [%s]: it is published with Tenon and works on this machine alone, but %s. Give the server accounts of its own (--world FILE: docs/world-file.md), or start it with --allow-default-key.',
    source: 'ours',
  },
  LenientBeyondLoopback: {
    http: 403,
    code: 'AccessDenied',
    message:
      'This server checks no signatures (--auth lenient), so it answers this machine alone, but %s. Have it check them (--auth strict), or start it with --allow-lenient.',
    source: 'ours',
  },
  UnknownHost: {
    http: 403,
    code: 'AccessDenied',
    message:
      'The Host [%s] is no name of this server, and a web page may have made it one. Ask by an address or a name without dots, or start the server with --allow-host %s.',
    source: 'ours',
  },
  SecretNotKept: {
    http: 409,
    code: 'OperationDenied.SecretNotKept',
    message:
      '%s was carried out by the first request with this ClientToken (%s). Its answer had %s, which is told once and kept nowhere: delete what was made, and ask with another ClientToken.',
    source: 'ours',
  },
  NotImplemented: {
    http: 501,
    code: 'UnsupportedOperation',
    message:
      'Tenon does not carry out %s yet. docs/actions.md lists what it does, and what a user loses by what it does not.',
    source: 'ours',
  },
  ServiceNotImplemented: {
    http: 501,
    code: 'UnsupportedOperation',
    message:
      'Tenon does not carry out %s: it lacks the whole service %s. docs/actions.md lists the services and actions that it has.',
    source: 'ours',
  },
  UnknownRegion: {
    http: 400,
    codeN: 100025,
    code: 'InvalidCredential',
    message:
      "Invalid credential in 'Authorization', Pls check credential in authorization header. The region [%s] is not one of this server's.",
    source: 'ours',
  },
} as const satisfies Record<string, Refusal>;
