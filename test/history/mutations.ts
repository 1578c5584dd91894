import { registerHooks } from 'node:module';

/*
 * Guards, and what is left when one is taken out. The source is changed as it is loaded, so that
 * the product has no switch for it.
 */

interface Change {
  /** The end of the file's path. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const READ_COMMITTED: Change = {
  file: 'src/store/postgres/transaction.ts',
  from: `serial: 'begin isolation level serializable'`,
  to: `serial: 'begin isolation level read committed'`,
};

const LOST_COMMIT: Pick<Change, 'file' | 'from'> = {
  file: 'src/store/postgres/transaction.ts',
  from: `throw new OutcomeUnknown('the store was lost while it committed', { cause });`,
};

/**
 * Without it whoever counts what is on an instance, and waits for its row, goes on with the old count.
 * Attaches take their time, so that others do wait.
 */
const NO_MARK = {
  file: 'src/services/ecs/instance/rows.ts',
  from: 'if (!tx.guarded) return;',
  to: 'await new Promise((go) => setTimeout(go, 100)); if (tx !== undefined) return;',
};

/** What goes wrong without each guard. */
export const MUTATIONS = {
  // READ COMMITTED alone is found out too seldom: the locks of rows and the mark that attaches leave
  // stand for most of what SERIALIZABLE does there.
  'rows are not locked': [
    READ_COMMITTED,
    {
      file: 'src/store/postgres/statements.ts',
      from: 'return compiled(locked(nodeOf(query), locks)) as Compilable<R>;',
      to: `return (locks === 'wait' ? compiled(nodeOf(query)) : compiled(locked(nodeOf(query), locks))) as Compilable<R>;`,
    },
  ],
  'an attach leaves no mark on its instance': [NO_MARK],
  'writes that share a transaction lock the same row': [
    {
      file: 'src/store/postgres/group-member.ts',
      from: 'if (holder !== undefined && holder !== member) throw new RowsTaken();',
      to: '',
    },
  ],
  'a commit whose answer was lost is done again': [
    { ...LOST_COMMIT, to: 'throw inStoresWords(cause);' },
  ],
  'a commit whose answer was lost counts as done': [{ ...LOST_COMMIT, to: 'return;' }],
  'reads show what was read a while ago': [
    {
      file: 'src/services/vpc/network-interface/describe-attributes.ts',
      from: 'return view;\n',
      to: `
        const kept = ((globalThis as any).kept ??= new Map());
        const before = kept.get(NetworkInterfaceId);
        if (before !== undefined && Date.now() - before.at < 400) return before.view;
        kept.set(NetworkInterfaceId, { at: Date.now(), view });
        return view;
`,
    },
  ],
  'a worker that lost its lease settles all the same': [
    {
      file: 'src/reconcile/intents.ts',
      from: 'return (await tx.run(removeHeld, { id: intent.id, fence: intent.fence })) === 1;',
      to: 'await tx.run(removeHeld, { id: intent.id, fence: intent.fence }); return true;',
    },
  ],
  'the data plane is not told of fencing tokens': [
    {
      file: 'src/reconcile/plane-work.ts',
      from: 'return plane.plug(work.nic, work.instanceId, work.fencingToken);',
      to: 'return plane.plug(work.nic, work.instanceId, Number.MAX_SAFE_INTEGER);',
    },
    {
      file: 'src/reconcile/plane-work.ts',
      from: 'return plane.unplug(work.nicId, work.fencingToken);',
      to: 'return plane.unplug(work.nicId, Number.MAX_SAFE_INTEGER);',
    },
  ],
} as const satisfies Record<string, readonly Change[]>;

export type Mutation = keyof typeof MUTATIONS;

/**
 * Breaks a guard in the sources that this process loads from now on. @throws when the guard is not
 * found.
 */
export function breakGuard(mutation: Mutation): void {
  const changes: readonly Change[] = MUTATIONS[mutation];
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context);
      const mine = changes.filter(({ file }) => url.endsWith(file));
      if (mine.length === 0) return loaded;
      let source = Buffer.from(loaded.source as Uint8Array).toString();
      for (const { file, from, to } of mine) {
        if (source.split(from).length !== 2)
          throw new Error(`${file} does not have [${from}] once`);
        source = source.replace(from, () => to);
      }
      return { ...loaded, source };
    },
  });
}
