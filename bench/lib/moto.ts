import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { virtualEnvironment } from '#test/clients/lib/virtual-environment.ts';
import type { Job } from './generator.ts';
import type { Pair } from './pairs.ts';
import type { Program } from './program.ts';

const requirements = fileURLToPath(new URL('./moto-requirements.txt', import.meta.url));

/**
 * Moto's server, as its package starts it.
 * @throws Unavailable without Python, or when the package cannot be fetched
 */
export async function moto(): Promise<Program> {
  const venv = await virtualEnvironment('moto', requirements);
  return {
    command: join(venv, 'bin/python'),
    args: (port) => ['-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)],
    request: (port) => post(port, { Action: 'DescribeVpcs' }),
  };
}

/** Makes instances on the moto at `port`, and an interface for each. */
export async function makePairs(port: number, count: number): Promise<Pair[]> {
  const [SubnetId = ''] = await ask(port, 'subnetId', { Action: 'DescribeSubnets' });
  const counts = { MinCount: String(count), MaxCount: String(count) };
  const instanceIds = await ask(port, 'instanceId', {
    Action: 'RunInstances',
    ImageId: 'ami-12c6146b',
    SubnetId,
    ...counts,
  });
  const pairs: Pair[] = [];
  for (const instanceId of instanceIds) {
    const created = { Action: 'CreateNetworkInterface', SubnetId };
    const [interfaceId = ''] = await ask(port, 'networkInterfaceId', created);
    pairs.push([interfaceId, instanceId]);
  }
  return pairs;
}

const PLACEHOLDER = 'eni-attach-00000000000000000';

/**
 * Each connection attaches an interface of its own and detaches it, by the id that the attach has
 * answered. Moto closes the connection after each answer.
 */
export function attachAndDetach(
  port: number,
  pairs: readonly Pair[],
): Pick<Job, 'requests' | 'carry' | 'closes'> {
  return {
    requests: pairs.map(([NetworkInterfaceId, InstanceId]) => [
      post(port, {
        Action: 'AttachNetworkInterface',
        NetworkInterfaceId,
        InstanceId,
        DeviceIndex: '1',
      }),
      post(port, { Action: 'DetachNetworkInterface', AttachmentId: PLACEHOLDER }),
    ]),
    carry: { pattern: 'eni-attach-[0-9a-f]{17}', placeholder: PLACEHOLDER },
    closes: true,
  };
}

/** Moto reads the service from the credential scope, and never checks the signature. */
const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=moto/20260101/us-east-1/ec2/aws4_request, SignedHeaders=host, Signature=none';
const FORM = 'application/x-www-form-urlencoded';

const form = (parameters: Readonly<Record<string, string>>) =>
  new URLSearchParams({ ...parameters, Version: '2016-11-15' }).toString();

/** A request of EC2's query protocol, as text. */
function post(port: number, parameters: Readonly<Record<string, string>>): string {
  const body = form(parameters);
  const lines = [
    'POST / HTTP/1.1',
    `Host: 127.0.0.1:${port}`,
    `Authorization: ${AUTHORIZATION}`,
    `Content-Type: ${FORM}`,
    `Content-Length: ${body.length}`,
  ];
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}

/** The texts of all elements `name` in an answer, each once. */
async function ask(
  port: number,
  name: string,
  parameters: Readonly<Record<string, string>>,
): Promise<string[]> {
  const answer = await fetch(`http://127.0.0.1:${port}/`, {
    method: 'POST',
    headers: { Authorization: AUTHORIZATION, 'Content-Type': FORM },
    body: form(parameters),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${parameters.Action}: ${answer.status} ${text}`);
  const found = text.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'));
  return [...new Set([...found].map(([, value]) => value ?? ''))];
}
