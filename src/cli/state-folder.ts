import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Where this user's programs keep what outlives them and is no configuration: what XDG says, or what
 * is usual on the platform.
 */
export function stateFolder(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
  home = homedir(),
): string {
  const { XDG_STATE_HOME: xdg, LOCALAPPDATA: local } = env;
  // A relative path counts as none: XDG Base Directory Specification.
  if (xdg?.startsWith('/')) return join(xdg, 'tenon');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'tenon');
  if (platform === 'win32' && local) return join(local, 'tenon');
  return join(home, '.local', 'state', 'tenon');
}
