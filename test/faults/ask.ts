import type { FaultInput } from '#faults/spec.ts';
import type { TestServer } from '../support/server.ts';

/** What the control API answered. */
export interface ControlReply {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a view or an envelope
  readonly body: any;
}

/** Asks the control API of a server. */
export async function ask(
  { url }: Pick<TestServer, 'url'>,
  method: string,
  path: string,
  body?: unknown,
): Promise<ControlReply> {
  const response = await fetch(`${url}/_tenon/${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

/** Adds a fault, and gives its id. @throws when it is refused. */
export async function addFault(
  server: Pick<TestServer, 'url'>,
  fault: FaultInput,
): Promise<string> {
  const { status, body } = await ask(server, 'POST', 'faults', fault);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body.id;
}

/** How often a fault has struck. */
export async function struck(server: Pick<TestServer, 'url'>, id: string): Promise<number> {
  const { body } = await ask(server, 'GET', 'faults');
  return body.faults.find((fault: { id: string }) => fault.id === id)?.struck;
}
