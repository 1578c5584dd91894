import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { refuse } from '#core/refusal.ts';
import { headOf } from '#gateway/request-head.ts';
import { type AccountsControl, accountRoutes } from './accounts.ts';
import { type BackupControl, backupRoutes } from './backup.ts';
import { type ClientControl, clientRoutes } from './client.ts';
import { type ClockControl, clockRoutes } from './clock.ts';
import { type ContractsControl, contractRoutes } from './contracts.ts';
import { type EventsControl, eventRoutes } from './events.ts';
import { type ExplainControl, explainRoutes } from './explain.ts';
import { type FaultsControl, faultRoutes } from './faults.ts';
import { admit } from './guard.ts';
import { type HealthControl, healthRoutes } from './health.ts';
import { type HistoryControl, historyRoutes } from './history.ts';
import { type InstancesControl, instanceRoutes } from './instances.ts';
import { answerMetadata, isMetadataPath, type MetadataControl } from './metadata.ts';
import { type MetricsControl, metricsRoutes } from './metrics.ts';
import { type NicsControl, nicRoutes } from './nics.ts';
import { openApiRoutes } from './openapi-route.ts';
import { type PacketControl, packetRoutes } from './packet.ts';
import { controlRefusals } from './refusals.ts';
import { type ResetControl, resetRoutes } from './reset.ts';
import { type Method, type Route, readCall } from './route.ts';
import { Router } from './router.ts';
import { type SnapshotsControl, snapshotRoutes } from './snapshots.ts';
import { VERSION_HEADER } from './version-header.ts';
import { type WorldControl, worldRoutes } from './world.ts';

/** What the control API needs of the server that it controls. */
export interface Control
  extends HealthControl,
    MetricsControl,
    ClientControl,
    MetadataControl,
    NicsControl,
    ExplainControl,
    PacketControl,
    ClockControl,
    AccountsControl,
    ResetControl,
    BackupControl,
    SnapshotsControl,
    WorldControl,
    FaultsControl,
    InstancesControl,
    HistoryControl,
    ContractsControl,
    EventsControl {
  /** The token with which requests may come from anywhere; undefined for loopback only. */
  readonly token: string | undefined;
  /** Checks every answer against its route's schema: a difference is a fault. For tests. */
  readonly checkAnswers: boolean;
}

/** Every call of the control API, but for the paths of the metadata service. */
export const ROUTES: readonly Route<Control>[] = [
  ...healthRoutes,
  ...metricsRoutes,
  ...clientRoutes,
  ...clockRoutes,
  ...explainRoutes,
  ...packetRoutes,
  ...accountRoutes,
  ...resetRoutes,
  ...backupRoutes,
  ...snapshotRoutes,
  ...worldRoutes,
  ...faultRoutes,
  ...instanceRoutes,
  ...nicRoutes,
  ...historyRoutes,
  ...contractRoutes,
  ...eventRoutes,
  ...openApiRoutes(() => ROUTES),
];

const router = new Router(ROUTES);

/** They only say yes or no, and load balancers and supervisors call them from other machines. */
const OPEN_TO_ALL: readonly string[] = ['health/live', 'health/ready'];

const METADATA_PATH = 'instances/{instanceId}/metadata';

/**
 * `/_tenon/*`: what a person or a test asks the server itself. Refusals and unknown paths are
 * answered in the vendor's envelope, and nothing below this path reaches the pipeline.
 */
export const controlApi: FastifyPluginAsync<{ control: Control }> = async (http, { control }) => {
  http.addHook('onRequest', async (request, reply) => {
    reply.header(VERSION_HEADER, control.about.version);
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
  // A query makes it a request of the API that went to the wrong path: no list is the answer to it.
  if (path === '' && request.method === 'GET' && !request.url.includes('?')) {
    return send(reply, viewPaths());
  }
  const found = router.find(path);
  if (found !== undefined && 'misnamed' in found) {
    const shown = found.text.replace(/\p{C}/gu, '?').slice(0, 65);
    refuse(controlRefusals.PathMisnamed, shown, found.misnamed, found.path);
  }
  if (found === undefined) {
    const known = [...router.paths.map((each) => each.path), METADATA_PATH];
    return refuse(controlRefusals.NoSuchPath, path, known.join(', '));
  }
  const route = found.routes.get(request.method as Method);
  if (route === undefined) refuse(controlRefusals.MethodNotAllowed, request.method, path);
  const said = await route.handle(control, readCall(route, found.parameters, request, reply));
  if (control.checkAnswers) checkAnswer(route, said);
  return said === undefined ? reply : send(reply, said);
}

/** @throws when an answer is not what the description of the API says. */
function checkAnswer({ answer: schema, method, path }: Route<Control>, said: unknown): void {
  if (said === undefined && typeof schema === 'string') return;
  const sent = typeof said === 'string' ? said : JSON.parse(JSON.stringify(said));
  const parsed = (typeof schema === 'string' ? TEXT : schema).safeParse(sent);
  if (!parsed.success) throw new Error(`${method} ${path} answers otherwise: ${parsed.error}`);
}

const TEXT = z.string();

function send(reply: FastifyReply, said: unknown): FastifyReply {
  reply.header('cache-control', 'no-store');
  if (typeof said === 'string') return reply.send(said);
  return reply.header('content-type', 'application/json; charset=utf-8').send(JSON.stringify(said));
}

/**
 * The part of the path after `/_tenon/`, as it was sent: once it is decoded, nobody can tell a slash
 * between parts from one that belongs to a name.
 */
const pathOf = ({ url }: FastifyRequest): string =>
  (url.split('?', 1)[0] ?? '').split('/').slice(2).join('/');

/** What there is to ask: each path with its methods. */
function viewPaths(): object {
  const paths = router.paths.map(({ path, methods }) => [`/_tenon/${path}`, methods.join(', ')]);
  return Object.fromEntries([...paths, [`/_tenon/${METADATA_PATH}`, 'GET, PUT']]);
}
