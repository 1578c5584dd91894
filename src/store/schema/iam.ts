export interface IamTables {
  iam_user: IamUserRow;
  iam_login_profile: IamLoginProfileRow;
  iam_access_key: IamAccessKeyRow;
  iam_user_group: IamUserGroupRow;
  iam_user_group_member: IamUserGroupMemberRow;
  iam_role: IamRoleRow;
  iam_policy: IamPolicyRow;
  iam_attachment: IamAttachmentRow;
  iam_project: IamProjectRow;
  iam_oidc_provider: IamOidcProviderRow;
  iam_saml_provider: IamSamlProviderRow;
  iam_saml_certificate: IamSamlCertificateRow;
  iam_oauth_provider: IamOauthProviderRow;
  iam_account_setting: IamAccountSettingRow;
}

/** What iam knows by a name, which is unique in its account. Ids are digits: answers show numbers. */
export interface IamNamedRow {
  id: string;
  account_id: string;
  name: string;
  description: string;
  created_at: number;
  updated_at: number;
}

export interface IamUserRow extends IamNamedRow {
  display_name: string;
  email: string;
  mobile_phone: string;
  /** JSON list of {Key, Value}. */
  tags: string;
  /** How the user proves who it is besides the password; '' for not at all. */
  safe_auth_type: string;
  safe_auth_exempt_duration: number;
}

/** How a user may sign in to a console; the password itself is not kept. The id is the user's. */
export interface IamLoginProfileRow {
  id: string;
  account_id: string;
  login_allowed: number;
  password_reset_required: number;
  safe_auth_flag: number;
  safe_auth_type: string;
  safe_auth_exempt_required: number;
  safe_auth_exempt_unit: number;
  safe_auth_exempt_duration: number;
  /** When the password was given last. */
  password_at: number;
  created_at: number;
  updated_at: number;
}

/** A lasting key that CreateAccessKey made. */
export interface IamAccessKeyRow {
  /** The AccessKeyId. */
  id: string;
  account_id: string;
  /** '' for a key of the account itself. */
  user_id: string;
  secret_access_key: string;
  /** `active` or `inactive`. */
  status: string;
  /** When it was used last, as far as that is kept; 0 for never. */
  used_at: number;
  used_service: string;
  used_region: string;
  created_at: number;
  updated_at: number;
}

export interface IamUserGroupRow extends IamNamedRow {
  display_name: string;
}

export interface IamUserGroupMemberRow {
  /** `GROUP:USER`, by their ids. */
  id: string;
  account_id: string;
  user_group_id: string;
  user_id: string;
  created_at: number;
}

export interface IamRoleRow extends IamNamedRow {
  display_name: string;
  trust_policy_document: string;
  /** In seconds. */
  max_session_duration: number;
  /** JSON list of {Key, Value}. */
  tags: string;
  /** The service that is linked to it; '' for others. */
  service_name: string;
}

/** A policy of an account's own. */
export interface IamPolicyRow extends IamNamedRow {
  document: string;
}

/** A policy that a user, a group or a role has. */
export interface IamAttachmentRow {
  /** `HOLDER:TYPE:POLICY`. */
  id: string;
  account_id: string;
  /** `User`, `UserGroup` or `Role`. */
  holder_type: string;
  holder_id: string;
  /** `Custom` or `System`. */
  policy_type: string;
  /** The id of a policy of the account's own, the name of a system policy. */
  policy_id: string;
  /** The project in which it has the policy; '' for everywhere. */
  project_name: string;
  created_at: number;
}

/** A project that CreateProject made. */
export interface IamProjectRow extends IamNamedRow {
  display_name: string;
  /** '' for none. */
  parent_name: string;
  /** The names from the root on: `/parent/child`. */
  path: string;
}

export interface IamOidcProviderRow extends IamNamedRow {
  issuer_url: string;
  /** JSON list of texts. */
  client_ids: string;
  /** JSON list of texts. */
  thumbprints: string;
  /** In hours. */
  issuance_limit_time: number;
}

export interface IamSamlProviderRow extends IamNamedRow {
  /** As it was given: Base64 of XML. */
  encoded_metadata_document: string;
  /** 1 for roles, 2 for users. */
  sso_type: number;
  /** 1 for on, 2 for on and nothing else, 3 for off. */
  status: number;
}

/** A certificate that a SAML provider signs with. */
export interface IamSamlCertificateRow {
  /** The CertificateId. */
  id: string;
  account_id: string;
  provider_id: string;
  /** Of SHA-256. */
  fingerprint: string;
  subject: string;
  issuer: string;
  serial_number: string;
  signature_algorithm: string;
  version: number;
  /** In milliseconds since the epoch, as `not_after` is. */
  not_before: number;
  not_after: number;
  /** 1 if it was in the metadata document, 0 if it was added. */
  of_document: number;
  created_at: number;
  updated_at: number;
}

export interface IamOauthProviderRow extends IamNamedRow {
  /** 2 for users; there is no other yet. */
  sso_type: number;
  /** 1 for on, 2 for on and nothing else, 3 for off. */
  status: number;
  client_id: string;
  client_secret: string;
  user_info_url: string;
  token_url: string;
  authorize_url: string;
  authorize_template: string;
  /** Words with spaces between them. */
  scope: string;
  /** 1 for the user's name, 2 for its phone. */
  identity_map_type: number;
  idp_identity_key: string;
}

/** What an account has set for all of its users. The id is the account's. */
export interface IamAccountSettingRow {
  id: string;
  account_id: string;
  enable_ip_list: number;
  /** JSON list of {IP, Description}. */
  ip_list: string;
  updated_at: number;
}
