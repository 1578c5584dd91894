import { spawnSync } from 'node:child_process';
import { allRequired } from '../support/extent.ts';
import { noNetns } from '../support/netns.ts';

/** Why packets cannot be sent here; undefined when they can. */
export const noPackets: string | undefined =
  noNetns ??
  (spawnSync('python3', ['--version']).error && 'python3, which sends packets, is not installed');

/** Whether a suite of packets cannot run here: then it says why, or fails where all is required. */
export function unable(suite: string): boolean {
  if (noPackets === undefined) return false;
  if (allRequired) throw new Error(`${suite}: ${noPackets}`);
  console.warn(`${suite}: not run here: ${noPackets}`);
  return true;
}
