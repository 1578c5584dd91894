export interface SessionKeyTables {
  session_key: SessionKeyRow;
}

/** A key that was given out for a time. */
export interface SessionKeyRow {
  /** The access key id. */
  id: string;
  account_id: string;
  secret_access_key: string;
  session_token: string;
  /** Who asks with it, as GetCallerIdentity says. */
  principal_id: string;
  principal_trn: string;
  /** JSON list of policies: each must permit a call. */
  policies: string;
  expires_at: number;
  /** The key of the world that was used to get it, directly or by others; '' when it is not known. */
  root_key_id: string;
}
