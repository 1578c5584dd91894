import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { PlaneRefusal } from '../driver.ts';
import { unlessAbsent } from './absent.ts';

/** As whom a command runs. */
export interface CommandsUser {
  /** The words before a command that make it run as this user. */
  readonly become: readonly string[];
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
}

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const USERS = '/etc/passwd';

/**
 * A user of this host, whose files the commands have. `root`, or nobody in particular, is whoever
 * this program runs as. @throws PlaneRefusal when there is no such user, or only root can become it
 */
export function commandsUser(username: string): CommandsUser {
  if (username === '' || username === 'root') {
    const { username: name, homedir, shell } = userInfo();
    return { become: [], home: homedir, env: envOf(name, homedir, shell ?? '/bin/sh') };
  }
  const users = unlessAbsent(() => readFileSync(USERS, 'utf8'), '').split('\n');
  const found = users.map((line) => line.split(':')).find(([name]) => name === username);
  const [, , uid = '', gid = '', , home = '', shell = ''] = found ?? [];
  if (!/^\d+$/.test(uid) || !/^\d+$/.test(gid)) {
    throw new PlaneRefusal(`there is no user ${username}: ${USERS} of this host has none`);
  }
  if (process.getuid?.() !== 0) {
    throw new PlaneRefusal(`only root can run a command as ${username}: leave the user out`);
  }
  return {
    become: ['setpriv', '--reuid', uid, '--regid', gid, '--init-groups', '--'],
    home: home || '/',
    env: envOf(username, home || '/', shell || '/bin/sh'),
  };
}

const envOf = (name: string, home: string, shell: string) => ({
  PATH,
  HOME: home,
  USER: name,
  LOGNAME: name,
  SHELL: shell,
});
