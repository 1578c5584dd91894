/** A plugged NIC as its router sees it. */
export interface Link {
  readonly nicId: string;
  /** Its name in the router: `deviceOf(nicId)`. */
  readonly device: string;
  readonly mac: string;
  /** Whether the router's end is up. The kernel forgets all routes over one that goes down. */
  readonly up: boolean;
}
