import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { type Diagnosis, note } from './diagnosis.ts';
import { isHere } from './doctor-environment.ts';

const schema = z.object({
  current: z.string().optional(),
  profiles: z.record(
    z.string(),
    z.object({
      endpoint: z.string().optional(),
      'endpoint-resolver': z.string().optional(),
      'disable-ssl': z.boolean().nullish(),
    }),
  ),
});

/**
 * `ve` reads the environment only while no profile is selected: by its own `configure`, which takes
 * precedence, or by VOLCENGINE_PROFILE. A profile with this server's endpoint is what is wanted.
 */
export function profileFindings(endpoint: string, env = process.env): Diagnosis[] {
  const file = env.VOLCENGINE_CLI_CONFIG_FILE || join(homedir(), '.volcengine', 'config.json');
  const config = configIn(file);
  const name = config?.current || env.VOLCENGINE_PROFILE || env.VOLCSTACK_PROFILE;
  const profile = name === undefined ? undefined : config?.profiles[name];
  if (profile === undefined) return [];
  const { endpoint: pointed, 'endpoint-resolver': resolver, 'disable-ssl': isPlain } = profile;
  const wrong = [
    resolver && `its endpoint-resolver is ${resolver}`,
    pointed && !isHere(pointed, endpoint) && `its endpoint is ${pointed}`,
    !pointed && 'its key and region are signed with, and TLS is spoken unless it says otherwise',
    pointed &&
      isHere(pointed, endpoint) &&
      endpoint.startsWith('http:') &&
      !pointed.startsWith('http:') &&
      !isPlain &&
      'it does not disable SSL',
  ].filter((each) => typeof each === 'string' && each !== '');
  if (wrong.length === 0) return [];
  const instead = `ve takes the profile ${name} of ${file} before the environment`;
  return [note('ve profile', `${instead}: ${wrong.join('; ')}`)];
}

function configIn(file: string) {
  try {
    return schema.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch {
    return undefined;
  }
}
