export interface SecretTables {
  secret: SecretRow;
}

/** A secret that the processes of a store share. */
export interface SecretRow {
  id: string;
  value: string;
}
