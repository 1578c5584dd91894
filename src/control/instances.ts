import * as z from 'zod';
import type { Binding } from '#core/network.ts';
import { refuse } from '#core/refusal.ts';
import { controlRefusals } from './refusals.ts';
import { routesOf } from './route.ts';

/** What the control API needs to bind instances, and to say how one is entered. */
export interface InstancesControl {
  /** The binding of an instance; undefined when there is no such instance. */
  readonly bindingOf: (
    id: string,
  ) => Promise<{ readonly binding: Binding | undefined } | undefined>;
  /**
   * Binds an instance, or ends that, and resolves when its NICs are in. When the data plane refuses,
   * the binding is as it was.
   */
  readonly bind: (
    id: string,
    binding: Binding | undefined,
  ) => Promise<'done' | 'no such instance' | { readonly refused: string }>;
  /** Reads a binding; undefined when it is none. */
  readonly readBinding: (given: unknown) => Binding | undefined;
  /** The command that runs another inside an instance, or in `internet`; undefined when it cannot. */
  readonly entrance: (id: string) => Promise<readonly string[] | undefined>;
  /** Why `entrance` has nothing to say; '' when the place is simply not there. */
  readonly withoutEntrance: () => string;
}

/** `{"instanceId": "i-...", "binding": {"pid": 4711} | {"netns": "/..."} | {"container": "..."} | null}`. */
async function viewBinding(control: InstancesControl, id: string) {
  const found = await control.bindingOf(id);
  if (found === undefined) return refuse(controlRefusals.NoSuchInstance, id);
  return { instanceId: id, binding: found.binding ?? null };
}

/** Takes one of the bindings that `viewBinding` shows, and answers as it does. */
async function putBinding(control: InstancesControl, id: string, body: unknown) {
  const binding = control.readBinding(body);
  if (binding === undefined) return refuse(controlRefusals.BodyMalformed, BINDING, '');
  await change(control, id, binding);
  return viewBinding(control, id);
}

/** Ends a binding, and answers as `viewBinding` does. */
async function deleteBinding(control: InstancesControl, id: string) {
  await change(control, id, undefined);
  return viewBinding(control, id);
}

async function change(
  control: InstancesControl,
  id: string,
  binding: Binding | undefined,
): Promise<void> {
  const outcome = await control.bind(id, binding);
  if (outcome === 'done') return;
  if (outcome === 'no such instance') return refuse(controlRefusals.NoSuchInstance, id);
  refuse(controlRefusals.BindingRefused, id, outcome.refused);
}

/** `{"instanceId": "i-...", "command": ["nsenter", "..."]}`: a program, and its arguments up to the command. */
async function viewEntrance(control: InstancesControl, id: string) {
  const command = await control.entrance(id);
  if (command !== undefined) return { instanceId: id, command: [...command] };
  const why = control.withoutEntrance();
  return why === ''
    ? refuse(controlRefusals.NoSuchInstance, id)
    : refuse(controlRefusals.NoEntrance, id, why);
}

const BINDING = '{"pid": 4711}, {"netns": "/run/netns/name"} or {"container": "name"}';

const binding = z.union([
  z.strictObject({ pid: z.int() }),
  z.strictObject({ netns: z.string() }),
  z.strictObject({ container: z.string() }),
]);
const bindingView = z.strictObject({ instanceId: z.string(), binding: z.nullable(binding) });

const route = routesOf<InstancesControl>();

export const instanceRoutes = [
  route({
    method: 'GET',
    path: 'instances/{instanceId}/binding',
    summary: 'Shows what an instance is bound to.',
    answer: bindingView,
    handle: (control, { path }) => viewBinding(control, path.instanceId ?? ''),
  }),
  route({
    method: 'PUT',
    path: 'instances/{instanceId}/binding',
    summary: 'Makes a process, a network namespace or a container the instance.',
    body: { schema: binding, shape: BINDING },
    answer: bindingView,
    handle: (control, { path, body }) => putBinding(control, path.instanceId ?? '', body),
  }),
  route({
    method: 'DELETE',
    path: 'instances/{instanceId}/binding',
    summary: 'Ends the binding of an instance.',
    answer: bindingView,
    handle: (control, { path }) => deleteBinding(control, path.instanceId ?? ''),
  }),
  route({
    method: 'GET',
    path: 'instances/{instanceId}/entrance',
    summary: 'Gives the command that runs another inside an instance, or in `internet`.',
    answer: z.strictObject({ instanceId: z.string(), command: z.array(z.string()) }),
    handle: (control, { path }) => viewEntrance(control, path.instanceId ?? ''),
  }),
];
