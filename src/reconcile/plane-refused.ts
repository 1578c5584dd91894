/** A refusal of the data plane, for logs and for whoever keeps a history. */
export interface PlaneRefused {
  /** The kind of transition that it undid; `repair` when a NIC that was lost cannot be plugged again. */
  readonly kind: string;
  /** The interface or the instance that it is about. */
  readonly resourceId: string;
  /** A reason that a person can act on. */
  readonly reason: string;
}
