export interface InterfaceCounterTables {
  interface_tally: InterfaceCounterRow;
}

/**
 * How many interfaces of a type an account has in a subnet, and how many private addresses these
 * hold: of all of them, or of those in one security group. Kept by the writers, so that no list
 * counts rows.
 */
export interface InterfaceCounterRow {
  /** '' for all of the subnet's, whatever their groups. */
  security_group_id: string;
  subnet_id: string;
  type: string;
  account_id: string;
  region: string;
  vpc_id: string;
  zone_id: string;
  interfaces: number;
  addresses: number;
}
