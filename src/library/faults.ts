import type { FaultsControl } from '#control/faults.ts';
import { faultSchema } from '#faults/spec.ts';
import { LibraryError } from './error.ts';

/** A fault that a program has asked for. */
export interface AskedFault {
  readonly id: string;
  struck(): number;
  remove(): Promise<void>;
}

/** Adds a fault of a program, which may be written in plain JavaScript. @throws LibraryError */
export async function askForFault(control: FaultsControl, given: object): Promise<AskedFault> {
  const { faults, accounts, settled } = control;
  const parsed = faultSchema().safeParse(given);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => {
      if (issue.path.length === 0 && issue.code === 'invalid_type') return 'it must be an object';
      if (issue.code !== 'unrecognized_keys') return `${issue.path.join('.')}: ${issue.message}`;
      const known = Object.keys(faultSchema().shape).join(', ');
      return `there is no field ${issue.keys.join(', ')}; the fields are ${known}`;
    });
    throw new LibraryError('InvalidFault', problems);
  }
  const { account } = parsed.data;
  if (account !== undefined && !(await accounts.has(account))) {
    throw new LibraryError('InvalidFault', [`there is no account [${account}]`]);
  }
  const added = await faults.add(parsed.data);
  if ('wrong' in added) throw new LibraryError('InvalidFault', [added.wrong.problem]);
  let last = added;
  const look = () => {
    last = faults.find(added.id) ?? last;
    return last.struck;
  };
  return {
    id: added.id,
    struck: look,
    async remove() {
      look();
      last = (await faults.remove(added.id)) ?? last;
      await settled();
    },
  };
}
