/** How a data plane that carries packets is set up. All may be left out. */
export interface PlaneOptions {
  /**
   * What is configured inside an instance: `auto` does what an image of the cloud does at boot,
   * `none` gives a NIC its link and its MAC alone.
   */
  readonly guest?: 'auto' | 'none';
  /** Everything is made inside a user namespace, so that no right on the host is needed. */
  readonly rootless?: boolean;
  /**
   * Commands are carried out inside of instances. They have the network of the instance, and the
   * files, the processes and the rights of whoever runs the data plane.
   */
  readonly runCommands?: boolean;
  /** A device of the host, which becomes the way to the internet. */
  readonly uplink?: string;
}

/** What a data plane is given by whoever starts it. */
export interface PlaneContext {
  /**
   * 8 hexadecimal digits that tell the planes of one host apart. They are asked for when the plane
   * is opened.
   */
  readonly planeId: () => string | Promise<string>;
  /** Calls `wake` once, when `ms` have elapsed. Returns a function that cancels it. */
  wakeAfter(ms: number, wake: () => void): () => void;
  /** Where it keeps its lock and its notes; a folder of the system by default. */
  readonly runtimeFolder?: string;
}
