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

/** What clients are told to trust. */
export interface TrustFiles {
  /** The certificate alone, for what adds it to the authorities that it knows. */
  readonly certificate: string;
  /** With the usual authorities, for what trusts this file alone. */
  readonly bundle: string;
}
