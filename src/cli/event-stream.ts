import { askStream } from './control.ts';
import { CliError } from './error.ts';

/** One event of a running server. */
export interface ServerEvent {
  readonly id: string;
  readonly event: string;
  // biome-ignore lint/suspicious/noExplicitAny: differs by event
  readonly data: any;
}

/**
 * The events of a running server from now on, or from after `lastEventId`, until the server ends
 * @throws CliError when it cannot be asked, or refuses.
 */
export async function* eventsOf(
  endpoint: string,
  query: URLSearchParams,
  token: string | undefined,
  lastEventId = '',
): AsyncGenerator<ServerEvent> {
  const body = await askStream(endpoint, `events?${query}`, token, lastEventId);
  let text = '';
  let id = lastEventId;
  for await (const chunk of chunksOf(body, endpoint)) {
    text += chunk;
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = new Map(block.split('\n').map(fieldOf));
      id = fields.get('id') ?? id;
      const event = fields.get('event') ?? '';
      // The first block says only from where on events are told.
      const data = fields.get('data');
      if (data !== undefined) yield { id, event, data: JSON.parse(data) };
      else if (fields.has('id')) yield { id, event: 'open', data: {} };
    }
  }
}

async function* chunksOf(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  endpoint: string,
): AsyncGenerator<string> {
  try {
    yield* body.pipeThrough(new TextDecoderStream());
  } catch {
    throw new CliError(`the connection to ${endpoint} broke off`);
  }
}

function fieldOf(line: string): [string, string] {
  const colon = line.indexOf(':');
  return [line.slice(0, colon), line.slice(colon + 1).trimStart()];
}
