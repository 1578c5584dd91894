export interface AccountTables {
  account: AccountRow;
}

/** An account that the control API made; those of the world file have no row. It has one key. */
export interface AccountRow {
  id: string;
  name: string;
  access_key_id: string;
  secret_access_key: string;
  created_at: number;
}
