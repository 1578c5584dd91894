export interface InstanceIamRoleTables {
  instance_iam_role: InstanceIamRoleRow;
}

/** The role that a user has bound to an instance: at most one. */
export interface InstanceIamRoleRow {
  /** The instance. */
  id: string;
  account_id: string;
  region: string;
  role_name: string;
  /** JSON list of policies besides the role's own: each must permit a call. */
  policies: string;
  /** The temporary key that the instance was given last, '' for none yet. */
  session_key_id: string;
}
