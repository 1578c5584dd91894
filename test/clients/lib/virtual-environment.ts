import { join } from 'node:path';
import { cached } from './cache.ts';
import { fetchWith, findPython } from './toolchains.ts';

/**
 * Makes a Python virtual environment in the cache, unless it has the same already.
 * @param client the name of its folder there
 * @param requirements the path of a pip requirements file
 * @returns its folder
 * @throws Unavailable without Python, or when the packages cannot be fetched
 */
export async function virtualEnvironment(client: string, requirements: string): Promise<string> {
  const python = await findPython();
  const build = { client, with: [python.version], from: [requirements, import.meta.filename] };
  return cached(build, async (venv) => {
    await fetchWith({ command: python.path, args: ['-m', 'venv', '--clear', venv] });
    // The packages have thousands of modules, and it is worth compiling only those that are
    // imported.
    const install = ['-m', 'pip', 'install', '--no-compile', '--retries', '2', '--quiet'];
    await fetchWith({
      command: join(venv, 'bin/python'),
      args: [...install, '--disable-pip-version-check', '--no-input', '-r', requirements],
    });
  });
}
