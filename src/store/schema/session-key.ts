export interface SessionKeyTables {
  session_key: SessionKeyRow;
}

/** A temporary key. */
export interface SessionKeyRow {
  /** The access key id. */
  id: string;
  account_id: string;
  secret_access_key: string;
  session_token: string;
  /** The identity of its user, as GetCallerIdentity shows it. */
  principal_id: string;
  principal_trn: string;
  /** JSON list of policies: each must permit a call. */
  policies: string;
  expires_at: number;
  /**
   * The key of the world that it was made with, directly or through other temporary keys; '' when
   * not known.
   */
  root_key_id: string;
  /** The role that iam has made and that it is of; '' for one of a world file. */
  role_id: string;
}
