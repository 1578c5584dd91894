export interface SecretTables {
  secret: SecretRow;
}

/** What the processes of a store share, and nobody else may know. */
export interface SecretRow {
  id: string;
  value: string;
}
