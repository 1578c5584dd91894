import type { TrustFiles } from './tls.ts';

/** Where a client is pointed, and the key that it signs with. */
export interface Target {
  /** `http://127.0.0.1:7410` */
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Only a temporary key has one. */
  readonly sessionToken?: string;
  /** What clients are to trust, where they do not know the authority of the server's certificate. */
  readonly trust?: TrustFiles | undefined;
}
