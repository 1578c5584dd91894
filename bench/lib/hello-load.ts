import type { Job } from './generator.ts';
import { type Measured, measure } from './load.ts';
import { SECONDS } from './options.ts';
import { CONNECTIONS } from './requests.ts';
import { serving } from './serving.ts';

const REQUESTS = Array.from({ length: CONNECTIONS }, () => ['GET / HTTP/1.1\r\nHost: x\r\n\r\n']);

/** Puts the bare server under the same load: in a closed loop, or in an open one. */
export async function helloAt(loop: Pick<Job, 'perSecond'> = {}): Promise<Measured> {
  const server = await serving('hello.ts');
  try {
    return await measure([server.pid], {
      ports: [server.port],
      requests: REQUESTS,
      seconds: SECONDS,
      warmUpSeconds: 1,
      ...loop,
    });
  } finally {
    await server.stop();
  }
}
