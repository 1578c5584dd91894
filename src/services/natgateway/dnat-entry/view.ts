import * as z from 'zod';
import type { DnatEntryRow } from '#store/schema/nat-gateway.ts';

/** A DNAT entry as both Describe actions answer it. Source: the SDK's types. */
export const dnatEntryResult = () =>
  z.object({
    DnatEntryId: z.string(),
    DnatEntryName: z.string(),
    NatGatewayId: z.string(),
    ExternalIp: z.string(),
    ExternalPort: z.string(),
    InternalIp: z.string(),
    InternalPort: z.string(),
    Protocol: z.string(),
    PortType: z.string(),
    Status: z.string(),
  });

export const viewDnatEntry = (row: DnatEntryRow): z.infer<ReturnType<typeof dnatEntryResult>> => ({
  DnatEntryId: row.id,
  DnatEntryName: row.name,
  NatGatewayId: row.nat_gateway_id,
  ExternalIp: row.external_ip,
  ExternalPort: row.external_port,
  InternalIp: row.internal_ip,
  InternalPort: row.internal_port,
  Protocol: row.protocol,
  PortType: row.port_type,
  Status: row.status,
});
