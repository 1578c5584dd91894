export interface InterfaceCounterTables {
  interface_tally: InterfaceCounterRow;
}

/**
 * How many interfaces of one type an account has in a subnet, and how many private addresses they
 * hold: over all interfaces, or over those in one security group. Writers keep it up to date, so
 * that no list counts rows.
 */
export interface InterfaceCounterRow {
  /** '' for all interfaces of the subnet, whatever their groups. */
  security_group_id: string;
  subnet_id: string;
  type: string;
  account_id: string;
  region: string;
  vpc_id: string;
  zone_id: string;
  interfaces: number;
  addresses: number;
  /**
   * The sum of the digests of the ids: as good as certainly another one when there are other
   * interfaces, even as many.
   */
  digest: number;
}
