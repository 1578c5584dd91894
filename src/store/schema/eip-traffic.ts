export interface EipTrafficTables {
  eip_traffic: EipTrafficRow;
}

/** What a data plane counted of an EIP on one day. */
export interface EipTrafficRow {
  /** The EIP's id and when the day begins. */
  id: string;
  eip_id: string;
  /** When it begins, in milliseconds since the epoch. */
  day: number;
  /** JSON object: bytes received and sent, by the number of the five minutes in the day. */
  figures: string;
}
