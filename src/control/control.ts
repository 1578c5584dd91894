import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import * as z from 'zod';
import { refuse } from '#core/refusal.ts';
import type { Exchange, Handler } from '#gateway/exchange.ts';
import { headOf } from '#gateway/request-head.ts';
import { type AccountsControl, accountRoutes } from './accounts.ts';
import { type BackupControl, backupRoutes } from './backup.ts';
import { type ClientControl, clientRoutes } from './client.ts';
import { type ClockControl, clockRoutes } from './clock.ts';
import { type ContractsControl, contractRoutes } from './contracts.ts';
import { type EipsControl, eipRoutes } from './eips.ts';
import { type EventsControl, eventRoutes } from './events.ts';
import { type ExplainControl, explainRoutes } from './explain.ts';
import { type FaultsControl, faultRoutes } from './faults.ts';
import { type Admission, admit } from './guard.ts';
import { type HealthControl, healthRoutes } from './health.ts';
import { type HistoryControl, historyRoutes } from './history.ts';
import { type InstancesControl, instanceRoutes } from './instances.ts';
import { type MetadataControl, metadataPath } from './metadata.ts';
import { type MetricsControl, metricsRoutes } from './metrics.ts';
import { type NicsControl, nicRoutes } from './nics.ts';
import { openApiRoutes } from './openapi-route.ts';
import { type PacketControl, packetRoutes } from './packet.ts';
import { controlRefusals } from './refusals.ts';
import { type ResetControl, resetRoutes } from './reset.ts';
import { type Method, type Route, readCall } from './route.ts';
import { Router } from './router.ts';
import { type SnapshotsControl, snapshotRoutes } from './snapshots.ts';
import { type TransitionsControl, transitionRoutes } from './transitions.ts';
import { VERSION_HEADER } from './version-header.ts';
import { type WorldControl, worldRoutes } from './world.ts';

/** What the control API needs of the server that it controls. */
export interface Control
  extends HealthControl,
    MetricsControl,
    ClientControl,
    MetadataControl,
    NicsControl,
    EipsControl,
    ExplainControl,
    PacketControl,
    ClockControl,
    TransitionsControl,
    AccountsControl,
    ResetControl,
    BackupControl,
    SnapshotsControl,
    WorldControl,
    FaultsControl,
    InstancesControl,
    HistoryControl,
    ContractsControl,
    EventsControl,
    Admission {
  /** Checks every answer against its route's schema: a difference is a fault. For tests. */
  readonly checkAnswers: boolean;
}

/** Every call of the control API, but for the paths of the metadata service. */
export const ROUTES: readonly Route<Control>[] = [
  ...healthRoutes,
  ...metricsRoutes,
  ...clientRoutes,
  ...clockRoutes,
  ...transitionRoutes,
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
  ...eipRoutes,
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
 * Answers requests below `/_tenon/`, all of them: refusals and unknown paths in the vendor's envelope.
 */
export function controlApi(control: Control): Handler {
  const metadata = metadataPath(control);
  return async (exchange) => {
    const { request, response } = exchange;
    response.setHeader(VERSION_HEADER, control.about.version);
    if (!OPEN_TO_ALL.includes(pathOf(exchange))) admit(headOf(request), control);
    const body = await exchange.body();
    if (await metadata(exchange)) return true;
    const said = await answerTo(control, exchange, body);
    if (said !== undefined) await send(exchange, said);
    return true;
  };
}

/** @returns undefined when it has been sent. @throws Refused */
async function answerTo(control: Control, exchange: Exchange, body: Uint8Array): Promise<unknown> {
  const { method = '' } = exchange.request;
  const path = pathOf(exchange);
  // A query makes it a request of the API that went to the wrong path: no list is the answer to it.
  if (path === '' && method === 'GET' && !exchange.url.includes('?')) return viewPaths();
  const found = router.find(path);
  if (found !== undefined && 'misnamed' in found) {
    const shown = found.text.replace(/\p{C}/gu, '?').slice(0, 65);
    refuse(controlRefusals.PathMisnamed, shown, found.misnamed, found.path);
  }
  if (found === undefined) {
    const known = [...router.paths.map((each) => each.path), METADATA_PATH];
    return refuse(controlRefusals.NoSuchPath, path, known.join(', '));
  }
  const route = found.routes.get(method as Method);
  if (route === undefined) refuse(controlRefusals.MethodNotAllowed, method, path);
  const said = await route.handle(control, readCall(route, found.parameters, exchange, body));
  if (control.checkAnswers) checkAnswer(route, said);
  return said;
}

/** @throws when an answer is not what the description of the API says. */
function checkAnswer({ answer: schema, method, path }: Route<Control>, said: unknown): void {
  if (said === undefined && typeof schema === 'string') return;
  const sent = typeof said === 'string' ? said : JSON.parse(JSON.stringify(said));
  const parsed = (typeof schema === 'string' ? TEXT : schema).safeParse(sent);
  if (!parsed.success) throw new Error(`${method} ${path} answers otherwise: ${parsed.error}`);
}

const TEXT = z.string();

/** From here on, in characters, an answer is compressed for clients that take it so. */
const COMPRESSED_FROM = 16_384;

async function send({ request, response }: Exchange, said: unknown): Promise<void> {
  const isText = typeof said === 'string';
  response.setHeader('cache-control', 'no-store');
  if (!isText) response.setHeader('content-type', 'application/json; charset=utf-8');
  const body = isText ? said : JSON.stringify(said);
  if (body.length < COMPRESSED_FROM || !takesGzip(request)) {
    response.end(body);
    return;
  }
  const compressed = await promisify<string, Buffer>(gzip)(body);
  response.setHeader('content-encoding', 'gzip').setHeader('vary', 'accept-encoding');
  response.end(compressed);
}

const takesGzip = ({ headers }: IncomingMessage): boolean =>
  /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/.test(String(headers['accept-encoding'] ?? ''));

/**
 * The part of the path after `/_tenon/`, as it was sent: once it is decoded, nobody can tell a slash
 * between parts from one that belongs to a name.
 */
const pathOf = ({ url }: Exchange): string =>
  (url.split('?', 1)[0] ?? '').split('/').slice(2).join('/');

/** What there is to ask: each path with its methods. */
function viewPaths(): object {
  const paths = router.paths.map(({ path, methods }) => [`/_tenon/${path}`, methods.join(', ')]);
  return Object.fromEntries([...paths, [`/_tenon/${METADATA_PATH}`, 'GET, PUT']]);
}
