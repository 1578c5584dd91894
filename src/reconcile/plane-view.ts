import type { PlaneCarrier } from './plane.ts';

/** Who carries the data plane, as health shows it. */
export interface PlaneView {
  readonly duty: 'ours' | 'others';
  readonly host: string;
  /** Tells it from the other data planes of that host. */
  readonly planeId: string;
  /** When the process that drives it was heard of last, and for how long not since. */
  readonly heardAt?: string;
  readonly silentSeconds?: number;
  /** What waits, and for whom; '' when nothing has to. */
  readonly waitsFor: string;
}

/** `now` is the real time. Undefined where the store has no data plane. */
export function viewPlane({ duty, host }: PlaneCarrier, now: number): PlaneView | undefined {
  if (host === undefined || duty === 'nobody') return undefined;
  const silent = Math.max(0, Math.round((now - host.heard_at) / 1000));
  const heardAt = new Date(host.heard_at).toISOString();
  return {
    duty,
    host: host.host,
    planeId: host.plane_id,
    ...(duty === 'others' && { heardAt, silentSeconds: silent }),
    waitsFor: duty === 'others' ? waitsFor(host.host, host.process === '', heardAt) : '',
  };
}

function waitsFor(host: string, gone: boolean, heardAt: string): string {
  const who = `attachments wait for the data plane on the host ${host}`;
  return gone ? `${who}: no process of it runs` : `${who}, heard of last at ${heardAt}`;
}
