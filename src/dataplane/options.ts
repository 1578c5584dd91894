/** How a data plane that carries packets is set up. All may be left out. */
export interface PlaneOptions {
  /**
   * What is configured inside an instance: `auto` does what an image of the cloud does at boot,
   * `none` gives a NIC its link and its MAC alone.
   */
  readonly guest?: 'auto' | 'none';
  /** Everything is made inside a user namespace, so that no right on the host is needed. */
  readonly rootless?: boolean;
  /** A device of the host, which becomes the way to the internet. */
  readonly uplink?: string;
}
