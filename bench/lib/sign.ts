import { createHash, createHmac } from 'node:crypto';
import type { AccessKey } from '#world/world.ts';

/** A signed GET as the official Node SDK sends it, as the text of an HTTP request. */
export function signedGet(
  host: string,
  key: Pick<AccessKey, 'accessKeyId' | 'secretAccessKey'>,
  service: string,
  parameters: Readonly<Record<string, string>>,
  region = 'cn-beijing',
): string {
  const date = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const day = date.slice(0, 8);
  const query = Object.entries({ ...parameters, Version: '2020-04-01' })
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .sort()
    .join('&');
  const canonical = `GET\n/\n${query}\nhost:${host}\nx-date:${date}\n\nhost;x-date\n${sha256('')}`;
  const scope = `${day}/${region}/${service}/request`;
  const signingKey = [day, region, service, 'request'].reduce<string | Buffer>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    key.secretAccessKey,
  );
  const signature = createHmac('sha256', signingKey)
    .update(`HMAC-SHA256\n${date}\n${scope}\n${sha256(canonical)}`)
    .digest('hex');
  const authorization = `HMAC-SHA256 Credential=${key.accessKeyId}/${scope}, SignedHeaders=host;x-date, Signature=${signature}`;
  return `GET /?${query} HTTP/1.1\r\nHost: ${host}\r\nX-Date: ${date}\r\nAuthorization: ${authorization}\r\n\r\n`;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
