import { statSync } from 'node:fs';
import { isAbsent } from './absent.ts';
import type { Host, NamespaceRef } from './host.ts';

/** Every namespace's file is on this file system. */
const OWN = '/proc/self/ns/net';

let fileSystem: number | undefined;

/** What others keep from us is no namespace that we can use. */
const FORBIDDEN = new Set(['EACCES', 'EPERM']);

/** Which namespace that is, whatever its name: undefined when it is none, or not there. */
export function identityOf(host: Host, where: NamespaceRef): string | undefined {
  try {
    const { dev, ino } = statSync(host.pathOf(where));
    fileSystem ??= statSync(OWN).dev;
    return dev === fileSystem ? `${ino}` : undefined;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (isAbsent(error) || FORBIDDEN.has(code)) return undefined;
    throw error;
  }
}
