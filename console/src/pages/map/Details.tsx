import { Button } from '@arco-design/web-react';
import { IconClose } from '@arco-design/web-react/icon';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Keeper } from '../../live/keeper.ts';
import type { Kind, Views } from '../../live/kinds.ts';
import { useLive, useTopic } from '../../live/live.ts';
import { CopyText } from '../../parts/CopyText.tsx';
import { StatusTag } from '../../parts/StatusTag.tsx';
import { eipsOfInterface, kindOf, nameById, nameOf } from './names.ts';

interface DetailsProps {
  readonly keeper: Keeper;
  readonly id: string;
  readonly select: (id: string) => void;
  readonly close: () => void;
  readonly attach: (nic: string) => void;
  readonly detach: (nic: string) => void;
}

/** What there is to know of a thing on the map, and what can be done with it. */
export function Details(props: DetailsProps) {
  const { keeper, id } = props;
  useTopic(keeper, 'places');
  const kind = kindOf(keeper.resources, id);
  if (kind === undefined) return null;
  return <DetailsOf key={id} {...props} kind={kind} />;
}

function DetailsOf({
  keeper,
  id,
  kind,
  select,
  close,
  attach,
  detach,
}: DetailsProps & { kind: Kind }) {
  const { t } = useTranslation('map');
  const view = useLive(keeper, kind, id);
  useTopic(keeper, `${kind}/${id}`);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // Fields that change without an event, such as the number of free addresses, are read again.
    keeper.want(kind, id);
    heading.current?.focus({ preventScroll: true });
  }, [keeper, kind, id]);
  if (view === undefined) return null;
  const name = nameOf(kind, view);
  const status = 'Status' in view ? view.Status : '';
  const nic = kind === 'network_interface' ? (view as Views['network_interface']) : undefined;
  return (
    <aside className="details" aria-label={t('details', { name })}>
      <header>
        <div>
          <span className="quiet">{t(kind)}</span>
          <h2 ref={heading} tabIndex={-1}>
            {name} {status !== '' && <StatusTag status={status} />}
          </h2>
        </div>
        <Button type="text" icon={<IconClose />} aria-label={t('close')} onClick={close} />
      </header>
      <dl>
        {fieldsOf(keeper, kind, view).map(([label, value]) =>
          value === undefined || value === '' ? null : (
            <div key={label}>
              <dt>{t(`fields.${label}`)}</dt>
              <dd>
                {typeof value === 'string' ? (
                  value
                ) : 'refs' in value ? (
                  <Refs keeper={keeper} ids={value.refs} select={select} />
                ) : (
                  value.node
                )}
              </dd>
            </div>
          ),
        )}
      </dl>
      <footer>
        {nic && nic.Type !== 'primary' && nic.DeviceId === '' && (
          <Button type="primary" size="small" onClick={() => attach(id)}>
            {t('attach')}
          </Button>
        )}
        {nic && nic.Type !== 'primary' && nic.DeviceId !== '' && (
          <Button type="primary" status="danger" size="small" onClick={() => detach(id)}>
            {t('detach')}
          </Button>
        )}
        <a href={`#/resources/${kind}/${id}`}>{t('allFields')}</a>
        {(kind === 'network_interface' || kind === 'instance') && (
          <a href={`#/packet?from=${id}`}>{t('whereTo')}</a>
        )}
      </footer>
    </aside>
  );
}

/** Resources that lead to their own details. */
function Refs(props: {
  readonly keeper: Keeper;
  readonly ids: readonly string[];
  readonly select: (id: string) => void;
}) {
  const { t } = useTranslation('map');
  const most = 12;
  return (
    <ul className="refs">
      {props.ids.slice(0, most).map((id) => (
        <li key={id}>
          <button type="button" className="ref" onClick={() => props.select(id)}>
            {nameById(props.keeper.resources, id)}
          </button>
        </li>
      ))}
      {props.ids.length > most && (
        <li className="quiet">{t('more', { count: props.ids.length - most })}</li>
      )}
    </ul>
  );
}

type FieldName = keyof typeof import('./words.ts').en.fields;
type Field = readonly [
  FieldName,
  string | undefined | { readonly refs: readonly string[] } | { readonly node: ReactNode },
];

const copy = (text: string) => (text === '' ? '' : { node: <CopyText text={text} /> });
const refs = (...ids: readonly string[]) => {
  const there = ids.filter((id) => id !== '');
  return there.length === 0 ? undefined : { refs: there };
};

function fieldsOf<K extends Kind>(keeper: Keeper, kind: K, view: Views[K]): readonly Field[] {
  const { resources } = keeper;
  switch (kind) {
    case 'network_interface': {
      const nic = view as Views['network_interface'];
      const others = nic.PrivateIpSets.PrivateIpSet.filter(({ Primary }) => !Primary);
      return [
        ['id', copy(nic.NetworkInterfaceId)],
        ['type', nic.Type],
        ['address', copy(nic.PrimaryIpAddress)],
        ['addresses', others.map(({ PrivateIpAddress }) => PrivateIpAddress).join(', ')],
        ['ipv6', (nic.IPv6Sets ?? []).join(', ')],
        ['eip', refs(...eipsOfInterface(resources, nic).map((eip) => eip.AllocationId))],
        ['mac', copy(nic.MacAddress)],
        ['instance', refs(nic.DeviceId)],
        ['subnet', refs(nic.SubnetId)],
        ['zone', nic.ZoneId],
        ['groups', { node: nic.SecurityGroupIds.map((id) => nameById(resources, id)).join(', ') }],
        ['made', nic.CreatedAt],
      ];
    }
    case 'instance': {
      const instance = view as Views['instance'];
      return [
        ['id', copy(instance.InstanceId)],
        ['type', `${instance.InstanceTypeId} (${instance.Cpus} vCPU, ${instance.MemorySize} MiB)`],
        ['image', instance.OsName],
        ['interfaces', refs(...resources.interfacesOfInstance.of(instance.InstanceId))],
        ['eip', refs(...resources.eipsOfHolder.of(instance.InstanceId))],
        ['subnet', refs(resources.instancesOfSubnet.groupOf(instance.InstanceId) ?? '')],
        ['zone', instance.ZoneId],
        ['vpc', refs(instance.VpcId)],
        ['made', instance.CreatedAt],
      ];
    }
    case 'subnet': {
      const subnet = view as Views['subnet'];
      return [
        ['id', copy(subnet.SubnetId)],
        ['cidr', subnet.CidrBlock],
        ['cidr6', subnet.Ipv6CidrBlock],
        ['free', `${subnet.AvailableIpAddressCount} / ${subnet.TotalIpv4Count}`],
        ['interfaces', String(resources.interfacesOfSubnet.of(subnet.SubnetId).size)],
        ['routeTable', refs(subnet.RouteTable.RouteTableId)],
        ['zone', subnet.ZoneId],
        ['vpc', refs(subnet.VpcId)],
        ['made', subnet.CreationTime],
      ];
    }
    case 'vpc': {
      const vpc = view as Views['vpc'];
      return [
        ['id', copy(vpc.VpcId)],
        ['cidr', [vpc.CidrBlock, ...vpc.SecondaryCidrBlocks].join(', ')],
        ['cidr6', vpc.Ipv6CidrBlock],
        ['subnets', refs(...resources.subnetsOfVpc.of(vpc.VpcId))],
        ['routeTable', refs(...resources.routeTablesOfVpc.of(vpc.VpcId))],
        ['made', vpc.CreationTime],
      ];
    }
    case 'eip': {
      const eip = view as Views['eip'];
      return [
        ['id', copy(eip.AllocationId)],
        ['name', eip.Name],
        ['eip', copy(eip.EipAddress)],
        ['bandwidth', `${eip.Bandwidth} Mbit/s`],
        ['isp', eip.ISP],
        ['boundTo', refs(eip.InstanceId)],
        ['made', eip.AllocationTime],
      ];
    }
    case 'route_table': {
      const table = view as Views['route_table'];
      return [
        ['id', copy(table.RouteTableId)],
        ['type', table.RouteTableType],
        ['subnets', refs(...table.SubnetIds)],
        ['vpc', refs(table.VpcId)],
        ['made', table.CreationTime],
      ];
    }
    case 'ipv6_gateway': {
      const gateway = view as Views['ipv6_gateway'];
      return [
        ['id', copy(gateway.Ipv6GatewayId)],
        ['vpc', refs(gateway.VpcId)],
        ['made', gateway.CreationTime],
      ];
    }
    case 'ha_vip': {
      const vip = view as Views['ha_vip'];
      return [
        ['id', copy(vip.HaVipId)],
        ['address', copy(vip.IpAddress)],
        ['members', refs(...vip.AssociatedInstanceIds)],
        ['eip', refs(vip.AssociatedEipId)],
        ['subnet', refs(vip.SubnetId)],
        ['made', vip.CreatedAt],
      ];
    }
    case 'nat_gateway': {
      const gateway = view as Views['nat_gateway'];
      return [
        ['id', copy(gateway.NatGatewayId)],
        ['type', gateway.NetworkType],
        ['eip', refs(...gateway.EipAddresses.map(({ AllocationId }) => AllocationId))],
        ['subnet', refs(gateway.SubnetId)],
        ['vpc', refs(gateway.VpcId)],
        ['made', gateway.CreationTime],
      ];
    }
    default:
      return [];
  }
}
