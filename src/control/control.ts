import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { refuse } from '#core/refusal.ts';
import { read, type Wire } from '#gateway/read.ts';
import { headOf } from '#gateway/request-head.ts';
import { type BackupControl, viewBackup } from './backup.ts';
import { advanceClock, type ClockControl, viewClock } from './clock.ts';
import { type ExplainControl, explain } from './explain.ts';
import { admit } from './guard.ts';
import { type HealthControl, viewCapabilities, viewHealth, viewLive, viewReady } from './health.ts';
import {
  deleteBinding,
  type InstancesControl,
  putBinding,
  viewBinding,
  viewEntrance,
} from './instances.ts';
import { answerMetadata, isMetadataPath, type MetadataControl } from './metadata.ts';
import { type MetricsControl, viewMetrics } from './metrics.ts';
import { type NicsControl, viewNics } from './nics.ts';
import { controlRefusals } from './refusals.ts';

/** What the control API needs of the server that it controls. */
export interface Control
  extends HealthControl,
    MetricsControl,
    MetadataControl,
    NicsControl,
    ExplainControl,
    ClockControl,
    BackupControl,
    InstancesControl {
  /** The token with which requests may come from anywhere; undefined for loopback only. */
  readonly token: string | undefined;
  /** Empties the store, makes what the world starts with, and settles it. */
  readonly reset: () => Promise<void>;
}

type Handler = (control: Control, request: FastifyRequest, reply: FastifyReply) => unknown;

/** Handlers by path and method. */
const ROUTES = new Map<string, Readonly<Record<string, Handler>>>([
  ['', { GET: viewPaths }],
  ['health', { GET: orUnavailable(viewHealth) }],
  ['health/live', { GET: viewLive }],
  ['health/ready', { GET: orUnavailable(viewReady) }],
  ['metrics', { GET: metrics }],
  ['capabilities', { GET: viewCapabilities }],
  ['clock', { GET: viewClock, POST: (control, request) => advanceClock(control, jsonOf(request)) }],
  ['explain', { GET: (control, request) => explain(control, wireOf(request)) }],
  ['reset', { POST: resetAll }],
  ['backup', { POST: (control, request) => viewBackup(control, jsonOf(request)) }],
]);

type InstanceHandler = (control: Control, instanceId: string, body: unknown) => Promise<object>;

/** Handlers by what stands behind `instances/INSTANCE/`, and by method. */
const INSTANCE_ROUTES = new Map<string, Readonly<Record<string, InstanceHandler>>>([
  ['binding', { GET: viewBinding, PUT: putBinding, DELETE: deleteBinding }],
  ['entrance', { GET: viewEntrance }],
  ['nics', { GET: viewNics }],
]);

const INSTANCE_PATHS = [...INSTANCE_ROUTES.keys(), 'metadata'].map(
  (what) => `instances/INSTANCE/${what}`,
);
const INSTANCE_PATH = /^instances\/([A-Za-z0-9-]{1,64})\/(\w+)$/;

/** They only say yes or no, and load balancers and supervisors call them from other machines. */
const OPEN_TO_ALL: readonly string[] = ['health/live', 'health/ready'];

/**
 * `/_tenon/*`: what a person or a test asks the server itself. Refusals and unknown paths are
 * answered in the vendor's envelope, and nothing below this path reaches the pipeline.
 */
export const controlApi: FastifyPluginAsync<{ control: Control }> = async (http, { control }) => {
  http.addHook('onRequest', async (request) => {
    if (OPEN_TO_ALL.includes(pathOf(request))) return;
    admit(headOf(request.raw), control.token);
  });
  for (const path of ['/_tenon', '/_tenon/*']) {
    http.all(path, (request, reply) => answer(control, request, reply));
  }
};

async function answer(
  control: Control,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  if (isMetadataPath(request)) return answerMetadata(control, request, reply);
  const path = pathOf(request);
  const methods = ROUTES.get(path) ?? ofInstance(path);
  // A query makes it a request of the API that went to the wrong path: that is no list's to answer.
  const misled = path === '' && request.url.includes('?');
  if (methods === undefined || misled) {
    return refuse(
      controlRefusals.NoSuchPath,
      path,
      [...ROUTES.keys(), ...INSTANCE_PATHS].filter(Boolean).join(', '),
    );
  }
  const handler = methods[request.method];
  if (handler === undefined) refuse(controlRefusals.MethodNotAllowed, request.method, path);
  const said = await handler(control, request, reply);
  reply.header('cache-control', 'no-store');
  if (typeof said === 'string') return reply.send(said);
  return reply.header('content-type', 'application/json; charset=utf-8').send(JSON.stringify(said));
}

/** The handlers of a path about one instance, or about `internet`. */
function ofInstance(path: string): Readonly<Record<string, Handler>> | undefined {
  const [, id = '', what = ''] = INSTANCE_PATH.exec(path) ?? [];
  const methods = Object.entries(INSTANCE_ROUTES.get(what) ?? {});
  if (methods.length === 0) return undefined;
  return Object.fromEntries(
    methods.map(([method, handle]) => [
      method,
      (control, request) => handle(control, id, jsonOf(request)),
    ]),
  );
}

/** The part of the path after `/_tenon/`. */
const pathOf = ({ params }: FastifyRequest): string => (params as { '*'?: string })['*'] ?? '';

/** Answers 503 when the view says that the server is not ready. */
function orUnavailable(view: (control: Control) => Promise<{ readonly ready: boolean }>): Handler {
  return async (control, _, reply) => {
    const said = await view(control);
    if (!said.ready) reply.code(503);
    return said;
  };
}

/** What there is to ask: each path with its methods. */
function viewPaths(): object {
  const methodsOf = (prefix: string, routes: ReadonlyMap<string, object>) =>
    [...routes].map(([path, methods]) => [`${prefix}${path}`, Object.keys(methods).join(', ')]);
  return Object.fromEntries([
    ...methodsOf('/_tenon/', ROUTES).filter(([path]) => path !== '/_tenon/'),
    ...methodsOf('/_tenon/instances/INSTANCE/', INSTANCE_ROUTES),
    ['/_tenon/instances/INSTANCE/metadata', 'GET, PUT'],
  ]);
}

async function metrics(control: Control, _: FastifyRequest, reply: FastifyReply): Promise<string> {
  const [type, text] = await viewMetrics(control);
  reply.header('content-type', type);
  return text;
}

async function resetAll(control: Control): Promise<object> {
  await control.reset();
  return viewClock(control);
}

function wireOf({ method, url, headers, body }: FastifyRequest): Wire {
  return read(method, url, headers, (body as Uint8Array | undefined) ?? NO_BODY);
}

const NO_BODY = new Uint8Array();

/** The JSON of a body; undefined when it is not JSON. */
function jsonOf({ body }: FastifyRequest): unknown {
  try {
    return JSON.parse(Buffer.from((body as Uint8Array | undefined) ?? NO_BODY).toString('utf8'));
  } catch {
    return undefined;
  }
}
