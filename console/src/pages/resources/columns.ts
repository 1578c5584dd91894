import type { Schema } from '../../api/contracts.ts';
import type { Kind, Kinds } from '../../api/kinds.ts';

/** A column of a table: a field of the items, and the type of resource that its value names. */
export interface Column {
  readonly field: string;
  readonly schema: Schema;
  readonly refersTo: string | undefined;
  /** In pixels, as wide as such values usually are. */
  readonly width: number;
}

/** How much a field tells, by what it is called; the first that fits. What fits none tells nothing. */
const TELLING: readonly (readonly [RegExp, number])[] = [
  [/^(PrimaryIpAddress|EipAddress|IpAddress|CidrBlock|DestinationCidrBlock|Ipv6Address)$/, 95],
  [/^(DeviceId|InstanceId|NextHopId|AssociatedEipAddress)$/, 90],
  [/^(NetworkInterfaces|InstanceTypeId|InstanceTypeFamily)$/, 88],
  [/^(VpcId|RouteTableId|Ipv6GatewayId)$/, 80],
  [/^(SubnetId|NextHopType)$/, 78],
  [/^(ZoneId|OsName|Cpus|Processor|Memory|MemorySize|Size)$/, 72],
  [/^(Type|.*Type|Kind|Direction|Stateful|IpVersion|Platform|Visibility|Architecture)$/, 60],
  [/^(Ipv6CidrBlock|Bandwidth|FingerPrint|AvailableIpAddressCount|.*Count|MaxEntries)$/, 50],
  [/^(CreatedAt|CreationTime|AllocationTime|CreateDate|StartDeliveryAt)$/, 48],
  [/^(DisplayName|Description|ProjectName|Path)$/, 20],
];

const tellingOf = (field: string): number => TELLING.find(([names]) => names.test(field))?.[1] ?? 0;

const MOST = 6;

/** Every column that a table of a kind can have: its id, name and status, and then what tells most. */
export function columnsOf(kind: Kind, kinds: Kinds): Column[] {
  const properties = kind.item.properties ?? {};
  const first = [kind.id, kind.name, kind.status].filter((each) => each !== null);
  const rest = Object.keys(properties).sort((a, b) => tellingOf(b) - tellingOf(a));
  const fields = [...new Set([...first, ...rest])];
  return fields.map((field) => {
    const schema = properties[field] ?? {};
    const reference = field === kind.id ? undefined : kinds.ofField(field, undefined);
    const byId = reference !== undefined && reference.field === reference.kind.id;
    return {
      field,
      schema,
      refersTo: byId && reference.kind.type !== kind.type ? reference.kind.type : undefined,
      width: widthOf(field, kind),
    };
  });
}

/** The columns that are shown before the user has chosen: those that tell most. */
export function usualColumns(kind: Kind, columns: readonly Column[]): string[] {
  const fixed = [kind.id, kind.name, kind.status].filter((each) => each !== null);
  const telling = columns
    .filter(({ field }) => !fixed.includes(field) && tellingOf(field) > 0)
    .sort((a, b) => tellingOf(b.field) - tellingOf(a.field))
    .slice(0, MOST)
    .map(({ field }) => field);
  return [...fixed, ...telling];
}

/** In pixels, of the font of ids; and how many of them follow the prefix. */
const CHARACTER = 7.3;
const ID_TAIL = 26;

function widthOf(field: string, kind: Kind): number {
  if (field === kind.id) {
    return kind.idPrefix === null ? 200 : 60 + CHARACTER * (kind.idPrefix.length + ID_TAIL);
  }
  if (field === kind.status) return 116;
  if (/(At|Time|Date)$/.test(field)) return 172;
  if (/^(Zone|Account|Region|Project|InstanceType)/.test(field)) return 150;
  if (/(Id|Ids)$/.test(field)) return 262;
  if (/(Address|Addresses|Cidr|Block|Blocks|Interfaces|Sets)$/.test(field)) return 160;
  if (/(Name|Description|Tags)$/.test(field)) return 180;
  return 124;
}
