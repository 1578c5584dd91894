import type { Binding } from '#core/network.ts';
import { PlaceRefusal } from '../driver.ts';
import { CommandFailed, type Host, run } from './host.ts';

const CONTAINER = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$/;

/** The commands that tell the process of a container, by the program that runs containers. */
const INSPECT: readonly (readonly string[])[] = [
  ['docker', 'inspect', '--type', 'container', '--format', '{{.State.Pid}}'],
  ['podman', 'inspect', '--type', 'container', '--format', '{{.State.Pid}}'],
  ['crictl', 'inspect', '--output', 'go-template', '--template', '{{.info.pid}}'],
];

/**
 * The file of the network namespace that something runs in. It may be none any more when it is used.
 * @throws PlaceRefusal when nothing of this name runs
 */
export async function namespaceFileOf(host: Host, binding: Binding): Promise<string> {
  if ('netns' in binding) return checkedPath(binding.netns);
  if ('pid' in binding) return fileOfProcess(binding.pid);
  return fileOfProcess(await processOf(host, binding.container));
}

/** What it is called in a message. */
export function describeBinding(binding: Binding): string {
  if ('netns' in binding) return `the namespace ${binding.netns}`;
  if ('pid' in binding) return `process ${binding.pid}`;
  return `container ${binding.container}`;
}

function checkedPath(path: string): string {
  if (/^\/[\x21-\x7e]*$/.test(path) && !/[\\#"']/.test(path)) return path;
  throw new PlaceRefusal(
    `[${path}] is not the path of a namespace: it begins with / and has no spaces`,
  );
}

function fileOfProcess(pid: number): string {
  if (Number.isSafeInteger(pid) && pid > 0) return `/proc/${pid}/ns/net`;
  throw new PlaceRefusal(`[${pid}] is not the id of a process`);
}

/** Asks each program that is there, and believes the first that knows a running container. */
async function processOf(host: Host, container: string): Promise<number> {
  if (!CONTAINER.test(container)) {
    throw new PlaceRefusal(`[${container}] is not the name or id of a container`);
  }
  const answers: string[] = [];
  for (const command of INSPECT) {
    const said = await ask(host, [...command, container]);
    if (/^[1-9]\d*$/.test(said)) return Number(said);
    if (said !== NOT_INSTALLED) {
      answers.push(`${command[0]}: ${said === '0' ? 'it is not running' : said}`);
    }
  }
  throw new PlaceRefusal(
    answers.length === 0
      ? `container ${container} cannot be looked for: install docker, podman or crictl`
      : `container ${container} is not there (${answers.join('; ')})`,
  );
}

const NOT_INSTALLED = 'not installed';

async function ask(host: Host, command: readonly string[]): Promise<string> {
  try {
    return (await run(host, command)).stdout.trim();
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    const output = error.failures[0]?.output ?? '';
    return /ENOENT/.test(output) ? NOT_INSTALLED : (output.split('\n').pop() ?? '');
  }
}
