import type { Refusal } from '#core/refusal.ts';

/** What the control API refuses. The vendor has no such API: all of it is ours. */
export const controlRefusals = {
  NotLoopback: {
    http: 403,
    code: 'AccessDenied',
    message:
      'The control API answers on loopback only: %s. With a control token it answers from anywhere.',
    source: 'ours',
  },
  TokenNeeded: {
    http: 401,
    code: 'InvalidAuthorization',
    message: "The control API needs the header Authorization: Bearer, with this server's token.",
    source: 'ours',
  },
  AskedByPage: {
    http: 403,
    code: 'AccessDenied',
    message: 'The control API takes no request of a page that is not its own: %s.',
    source: 'ours',
  },
  ProxyTokenNeeded: {
    http: 403,
    code: 'AccessDenied',
    message:
      "An instance's metadata through this proxy needs the server's control token as the password of the proxy.",
    source: 'ours',
  },
  InstanceNotNamed: {
    http: 400,
    code: 'MissingParameter',
    message:
      'There is not one instance alone, so it must be known which asks for its metadata: send the header X-Tenon-Instance, or name it as the user of the proxy.',
    source: 'ours',
  },
  NoSuchPath: {
    http: 404,
    code: 'InvalidPath.NotFound',
    message: 'The control API has no path [%s]; it has %s.',
    source: 'ours',
  },
  MethodNotAllowed: {
    http: 405,
    code: 'MethodNotAllowed',
    message: 'The method %s is not allowed for %s.',
    source: 'ours',
  },
  NotInDataPlane: {
    http: 404,
    code: 'InvalidInstance.NotFound',
    message: 'The data plane of this server has no instance [%s].',
    source: 'ours',
  },
  NoSuchEip: {
    http: 404,
    code: 'InvalidEip.NotFound',
    message: 'There is no EIP [%s].',
    source: 'ours',
  },
  NotManual: {
    http: 409,
    code: 'InvalidOperation.TransitionsNotManual',
    message: 'The clock is advanced by hand only where transitions are manual; here they are %s.',
    source: 'ours',
  },
  BodyMalformed: {
    http: 400,
    code: 'InvalidParameter',
    message: 'The body must be %s%s.',
    source: 'ours',
  },
  QueryMalformed: {
    http: 400,
    code: 'InvalidParameter',
    message: 'The query cannot be taken: %s.',
    source: 'ours',
  },
  TooManyStreams: {
    http: 429,
    code: 'TooManyStreams',
    message:
      'There are %s streams of events already, or the server is ending: end one of them first.',
    source: 'ours',
  },
  NoHistory: {
    http: 409,
    code: 'InvalidOperation.NoHistory',
    message: 'This server keeps no history of requests: it was started with --history 0.',
    source: 'ours',
  },
  PathMisnamed: {
    http: 400,
    code: 'InvalidPath.Malformed',
    message:
      '[%s] cannot be the [%s] of the path [%s]: it must be 1 to 64 letters and digits without accents, or . _ ~ -.',
    source: 'ours',
  },
  NoSuchRequest: {
    http: 404,
    code: 'InvalidRequest.NotFound',
    message:
      'The history has no request [%s]: it keeps the latest requests that this process has answered.',
    source: 'ours',
  },
  NoSuchAccount: {
    http: 404,
    code: 'InvalidAccount.NotFound',
    message: 'There is no account [%s].',
    source: 'ours',
  },
  AccountOfWorld: {
    http: 409,
    code: 'InvalidAccount.OfWorld',
    message:
      'The account [%s] is of the world file and cannot be removed: a reset takes away what it has.',
    source: 'ours',
  },
  SeedRefused: {
    http: 409,
    code: 'InvalidOperation.SeedRefused',
    message:
      'What the world starts with cannot be made again beside what other accounts have by now: %s. A reset of everything can.',
    source: 'ours',
  },
  NoSuchSnapshot: {
    http: 404,
    code: 'InvalidSnapshot.NotFound',
    message: 'There is no snapshot [%s].',
    source: 'ours',
  },
  SnapshotMisnamed: {
    http: 400,
    code: 'InvalidSnapshot.Malformed',
    message:
      'No snapshot can be called [%s]: a name is 1 to 64 letters, digits and . _ -, the first a letter or a digit.',
    source: 'ours',
  },
  SnapshotUnreadable: {
    http: 409,
    code: 'InvalidSnapshot.Unreadable',
    message: 'The snapshot [%s] cannot be read: %s.',
    source: 'ours',
  },
  FileTaken: {
    http: 409,
    code: 'InvalidFile.AlreadyExists',
    message: 'The file [%s] exists already: none is written in its place.',
    source: 'ours',
  },
  FileNotWritten: {
    http: 400,
    code: 'InvalidFile.NotWritable',
    message: 'The copy cannot be written to [%s]: %s.',
    source: 'ours',
  },
  NoSuchInstance: {
    http: 404,
    code: 'InvalidInstance.NotFound',
    message: 'There is no instance [%s].',
    source: 'ours',
  },
  NoSuchInterface: {
    http: 404,
    code: 'InvalidEni.NotFound',
    message: 'There is no network interface [%s] of account %s in %s.',
    source: 'ours',
  },
  NoEntrance: {
    http: 409,
    code: 'InvalidInstance.NoEntrance',
    message: 'Nothing can be run inside [%s]: %s.',
    source: 'ours',
  },
  BindingRefused: {
    http: 409,
    code: 'InvalidBinding.Refused',
    message: 'The instance [%s] is not bound: %s.',
    source: 'ours',
  },
  FaultRefused: {
    http: 400,
    code: 'InvalidParameter',
    message: 'The fault makes no sense: %s.',
    source: 'ours',
  },
  NoSuchFault: {
    http: 404,
    code: 'InvalidFault.NotFound',
    message: 'There is no fault [%s].',
    source: 'ours',
  },
} as const satisfies Record<string, Refusal>;
