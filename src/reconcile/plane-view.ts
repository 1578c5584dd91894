import type { PlaneCarrier } from './plane.ts';

/** Who carries the data plane, as health shows it. */
export interface PlaneView {
  readonly duty: PlaneCarrier['duty'];
  readonly host?: string;
  readonly heardAt?: string;
  readonly silentSeconds?: number;
  readonly waitsFor: string;
}

/** `now` is the real time. */
export function viewPlane({ duty, host }: PlaneCarrier, now: number): PlaneView {
  if (host === undefined) return { duty, waitsFor: '' };
  const silent = Math.max(0, Math.round((now - host.heard_at) / 1000));
  const heardAt = new Date(host.heard_at).toISOString();
  return {
    duty,
    host: host.host,
    ...(duty === 'others' && { heardAt, silentSeconds: silent }),
    waitsFor: duty === 'others' ? waitsFor(host.host, host.process === '', heardAt) : '',
  };
}

function waitsFor(host: string, gone: boolean, heardAt: string): string {
  const who = `attachments wait for the data plane on the host ${host}`;
  return gone ? `${who}: no process of it runs` : `${who}, heard of last at ${heardAt}`;
}
