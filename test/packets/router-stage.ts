import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootHost } from '#dataplane/netns/host.ts';
import { Internet } from '#dataplane/netns/internet.ts';
import { deviceOf } from '#dataplane/netns/names.ts';
import { OpenNamespace } from '#dataplane/netns/namespace.ts';
import { Router } from '#dataplane/netns/router.ts';
import { newPlaneId } from '../support/netns.ts';
import { PacketAgent } from './agent.ts';
import { vpcOf } from './model.ts';
import type { Paper } from './paper.ts';
import { pictureOf } from './picture.ts';
import type { Maker } from './sequence.ts';
import { MUTE_HOST } from './stage.ts';
import { byId, type World } from './world.ts';

interface Plugged {
  readonly vpc: string;
  readonly instance: string;
  up: boolean;
}

/** Routers alone, without a server, in namespaces of their own, with links that are made by hand. */
export class RouterStage {
  readonly agent = new PacketAgent();
  /** Who has which floating address, as routers told. */
  readonly holders = new Map<string, string>();
  readonly #prefix = `tenon-test-${newPlaneId()}`;
  readonly #folder = mkdtempSync(join(tmpdir(), 'tenon-packets-'));
  readonly #host = rootHost(this.#folder);
  readonly #names = new Set<string>();
  readonly #open = new Map<string, OpenNamespace>();
  readonly #routers = new Map<string, Router>();
  readonly #plugged = new Map<string, Plugged>();
  readonly #failures: unknown[] = [];
  readonly #internet: Internet;
  #revision = 0;
  #devices = 0;

  private constructor() {
    this.#internet = new Internet(this.#namespace('internet'));
  }

  static async open(): Promise<RouterStage> {
    const stage = new RouterStage();
    await stage.#internet.make();
    execFileSync('ip', ['netns', 'exec', stage.#name('internet'), 'nft', MUTE_HOST]);
    return stage;
  }

  /** Makes worlds for sequences. */
  maker(paper: Paper): Maker {
    return {
      client: paper.client,
      agent: this.agent,
      settled: async () => {},
      make: (world) => this.apply(world),
      clear: () => this.clear(),
      hasFloated: async ({ id }, nic) => this.holders.get(id) === nic.id,
    };
  }

  /** Makes routers and links as the world is, and has the agent watch its NICs. */
  async apply(world: World): Promise<void> {
    for (const { id } of world.vpcs) {
      if (this.#routers.has(id)) continue;
      const router = new Router(this.#namespace(id), this.#internet, {
        floated: (vip, nic) => this.holders.set(vip, nic),
        failed: (error) => this.#failures.push(error),
      });
      await router.make();
      this.#routers.set(id, router);
    }
    await this.#unplug(world);
    await this.#plug(world);
    this.#revision += 1;
    await Promise.all(
      [...this.#routers].map(([id, router]) => router.apply(pictureOf(world, id, this.#revision))),
    );
    const nics = world.nics.flatMap(({ id, mac, instance }) =>
      instance === undefined ? [] : [{ id, mac, namespace: `/run/netns/${this.#name(instance)}` }],
    );
    const missing = await this.agent.places(nics, `/run/netns/${this.#name('internet')}`);
    if (missing.length > 0) throw new Error(`not plugged: ${missing}`);
    if (this.#failures.length > 0) throw this.#failures[0];
  }

  /** The name of a VPC's router. */
  routerOf(vpc: string): string {
    return this.#name(vpc);
  }

  get routers(): string[] {
    return [...this.#routers.keys()].map((id) => this.#name(id));
  }

  /** Takes everything away but the internet. */
  async clear(): Promise<void> {
    for (const router of this.#routers.values()) await router.remove();
    this.#routers.clear();
    this.#plugged.clear();
    this.holders.clear();
    await this.agent.places([], `/run/netns/${this.#name('internet')}`);
    for (const name of this.#names) if (name !== 'internet') await this.#delete(name);
  }

  async close(): Promise<void> {
    await this.clear();
    await this.agent.end();
    await this.#delete('internet');
    rmSync(this.#folder, { recursive: true });
  }

  async #unplug(world: World): Promise<void> {
    for (const [id, { vpc, instance }] of this.#plugged) {
      if (byId(world.nics, id).instance === instance) continue;
      await this.#routers.get(vpc)?.unplugged(id);
      await this.#open.get(vpc)?.ip([`link del ${deviceOf(id)}`]);
      this.#plugged.delete(id);
    }
  }

  async #plug(world: World): Promise<void> {
    for (const nic of world.nics) {
      if (nic.instance === undefined) continue;
      const vpc = vpcOf(world, nic);
      const up = byId(world.instances, nic.instance).running;
      const guest = this.#namespace(nic.instance);
      const router = this.#namespace(vpc);
      const device = deviceOf(nic.id);
      let plugged = this.#plugged.get(nic.id);
      if (plugged === undefined) {
        this.#devices += 1;
        await router.ip([
          `link add ${device} address fe:ff:ff:ff:ff:ff type veth peer name eth${this.#devices} address ${nic.mac} netns ${guest.name}`,
        ]);
        plugged = { vpc, instance: nic.instance, up: !up };
        this.#plugged.set(nic.id, plugged);
        await guest.ip([`link set eth${this.#devices} up`]);
      }
      if (plugged.up === up) continue;
      plugged.up = up;
      await router.ip([`link set ${device} ${up ? 'up' : 'down'}`]);
      await this.#routers.get(vpc)?.plugged({ nicId: nic.id, device, mac: nic.mac, up });
    }
  }

  #name(id: string): string {
    return `${this.#prefix}-${id}`;
  }

  #namespace(id: string): OpenNamespace {
    const known = this.#open.get(id);
    if (known !== undefined) return known;
    execFileSync('ip', ['netns', 'add', this.#name(id)]);
    execFileSync('ip', ['-n', this.#name(id), 'link', 'set', 'lo', 'up']);
    this.#names.add(id);
    const made = new OpenNamespace(this.#host, { name: this.#name(id) });
    this.#open.set(id, made);
    return made;
  }

  async #delete(id: string): Promise<void> {
    await this.#open.get(id)?.close();
    this.#open.delete(id);
    this.#names.delete(id);
    execFileSync('ip', ['netns', 'del', this.#name(id)]);
  }
}
