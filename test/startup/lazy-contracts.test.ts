import { expect, it, vi } from 'vitest';

const made = vi.hoisted((): string[] => []);

/** zod, with a note of each schema that is made: the line of the sources that made it. */
vi.mock('zod', async (original) => {
  const zod = await original<Record<string, unknown>>();
  const maker = (name: string, make: (...given: unknown[]) => unknown) =>
    name !== 'registry' && /^[a-z]/.test(name)
      ? (...given: unknown[]) => {
          made.push(new Error().stack?.split('\n')[2]?.trim() ?? name);
          return make(...given);
        }
      : make;
  return Object.fromEntries(
    Object.entries(zod).map(([name, value]) => [
      name,
      typeof value === 'function' ? maker(name, value as () => unknown) : value,
    ]),
  );
});

it('makes no contract before it is asked for', async () => {
  const { SERVICES } = await import('#test/support/services.ts');
  expect(made).toEqual([]);
  // What is asked for is made, and noted: the mock sees it.
  expect(SERVICES[0]?.actions[0]?.parameters.shape).toBeDefined();
  expect(made.length).toBeGreaterThan(0);
});

it('makes none for a request that is like an earlier one', async () => {
  const { startServer } = await import('#test/support/server.ts');
  const { runInput, scene } = await import('#test/support/scene.ts');
  const { SERVICES } = await import('#test/support/services.ts');
  const server = await startServer();
  const at = await scene(server);
  const lists = SERVICES.flatMap(({ name, actions }) =>
    actions
      .filter(({ kind, name: action }) => kind === 'read' && /^(Describe|List)/.test(action))
      .map((action) => [name, action.name] as const),
  );
  const ask = async () => {
    await server.client.ok('ecs', 'RunInstances', runInput(at));
    for (const [service, action] of lists) await server.client.call(service, action);
  };
  await ask();
  const before = made.length;
  await ask();
  expect(made.slice(before)).toEqual([]);
  await server.close();
});
