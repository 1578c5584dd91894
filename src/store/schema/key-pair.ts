import type { ResourceRow } from './resource.ts';

export interface KeyPairTables {
  key_pair: KeyPairRow;
}

/** The public half of a key pair. `name` is unique in its account and region. */
export interface KeyPairRow extends ResourceRow {
  /** As OpenSSH writes it, without a comment. */
  public_key: string;
  /** MD5 of the key, in pairs of hex digits: RFC 4716. */
  finger_print: string;
}
