import { Fragment, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useLive, useTopic } from '../../../live/live.ts';
import { useLit } from '../lights.ts';
import { lookOf } from '../looks.ts';
import { type Item, vpcOf } from '../model.ts';
import { eipsOfInterface, nameOf } from '../names.ts';
import { useStage } from '../stage.ts';
import { StatusShape } from '../status.tsx';
import { Count } from './areas.tsx';
import { type Given, Shell, useThing } from './Shell.tsx';

/*
 * What stands in the areas, or at the edge of a VPC.
 */

export function InstanceNode({ item }: Given) {
  const { t } = useTranslation('map');
  const { keeper, drop } = useStage();
  const instance = useLive(keeper, 'instance', item.ref);
  const dropState = useSyncExternalStore(drop.watch, () => drop.stateOf(item.ref));
  const thing = useThing(item.ref);
  useTopic(keeper, `instance/${item.ref}`);
  if (instance === undefined) return null;
  const name = nameOf('instance', instance);
  const ports = [...keeper.resources.interfacesOfInstance.of(item.ref)];
  const rank = (nic: string) =>
    keeper.resources.get('network_interface', nic)?.Type === 'primary' ? 0 : 1;
  ports.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  return (
    <Shell item={item} className={`instance${dropState === '' ? '' : ` drop-${dropState}`}`}>
      <button
        type="button"
        className="card-head"
        aria-label={`${t('instance')} ${name} ${instance.InstanceTypeId}, ${instance.Status}`}
        {...thing}
      >
        <StatusShape status={instance.Status} />
        <strong>{name}</strong> <span className="quiet">{instance.InstanceTypeId}</span>
      </button>
      <ul className="ports" aria-label={t('fields.interfaces')}>
        {ports.map((nic) => (
          <Port key={nic} id={nic} />
        ))}
      </ul>
    </Shell>
  );
}

/** A network interface on its instance. */
function Port({ id }: { readonly id: string }) {
  const { t } = useTranslation('map');
  const { keeper, lights } = useStage();
  const nic = useLive(keeper, 'network_interface', id);
  const lit = useLit(lights, id);
  const thing = useThing(id);
  useTopic(keeper, `network_interface/${id}`);
  if (nic === undefined) return null;
  const eips = eipsOfInterface(keeper.resources, nic);
  const address = nic.PrimaryIpAddress || (nic.IPv6Sets?.[0] ?? '');
  const name = nameOf('network_interface', nic);
  const called = nic.Type === 'primary' ? t('primary') : name;
  const bound = eips.map(({ EipAddress }) => EipAddress);
  return (
    <li>
      <button
        type="button"
        className={`port${lit ? ' lit' : ''}${lookOf(nic.Status) === 'moving' ? ' moving' : ''}`}
        aria-label={`${[t('network_interface'), address, called, ...bound].join(' ')}, ${nic.Status}`}
        title={`${name} ${nic.Status}`}
        {...thing}
      >
        <StatusShape status={nic.Status} />
        <code>{address}</code> <span className="quiet">{called}</span>
        {bound.map((each) => (
          <Fragment key={each}>
            {' '}
            <code className="eip-at">{each}</code>
          </Fragment>
        ))}
      </button>
    </li>
  );
}

export function InterfaceNode({ item }: Given) {
  const { t } = useTranslation('map');
  const { keeper } = useStage();
  const nic = useLive(keeper, 'network_interface', item.ref);
  const thing = useThing(item.ref);
  useTopic(keeper, `network_interface/${item.ref}`);
  if (nic === undefined) return null;
  // It is already seen on its instance; the next layout is without it here.
  if (keeper.resources.get('instance', nic.DeviceId) !== undefined) return null;
  const name = nameOf('network_interface', nic);
  const address = nic.PrimaryIpAddress || (nic.IPv6Sets?.[0] ?? '');
  const eip = eipsOfInterface(keeper.resources, nic).length > 0 ? ' · EIP' : '';
  return (
    <Shell item={item} className="token">
      <button
        type="button"
        className="token-body"
        aria-label={`${t('network_interface')} ${name} ${address}${eip}, ${nic.Status}`}
        title={`${name} ${nic.Status}`}
        {...thing}
      >
        <StatusShape status={nic.Status} />
        <span className="two-lines">
          <span>{name}</span>{' '}
          <code>
            {address}
            {eip}
          </code>
        </span>
      </button>
    </Shell>
  );
}

export function HaVipNode({ item }: Given) {
  const { t } = useTranslation('map');
  const { keeper } = useStage();
  const vip = useLive(keeper, 'ha_vip', item.ref);
  if (vip === undefined) return null;
  const name = nameOf('ha_vip', vip);
  return (
    <Card
      item={item}
      name={name}
      detail={`${t('ha_vip')} · ${vip.IpAddress}`}
      status={vip.Status}
    />
  );
}

/** With its EIPs, or what it is where it has none. */
export function NatGatewayNode({ item }: Given) {
  const { t } = useTranslation('map');
  const { keeper } = useStage();
  const gateway = useLive(keeper, 'nat_gateway', item.ref);
  if (gateway === undefined) return null;
  const eips = [...keeper.resources.eipsOfHolder.of(item.ref)]
    .sort()
    .flatMap((id) => keeper.resources.get('eip', id)?.EipAddress ?? []);
  const [first, ...others] = eips;
  const more = others.length === 0 ? '' : ` +${others.length}`;
  return (
    <Card
      item={item}
      name={nameOf('nat_gateway', gateway)}
      detail={first === undefined ? t('nat_gateway') : `NAT · ${first}${more}`}
      status={gateway.Status}
    />
  );
}

export function RouteTableNode({ item }: Given) {
  const { t } = useTranslation('map');
  const { keeper } = useStage();
  const table = useLive(keeper, 'route_table', item.ref);
  if (table === undefined) return null;
  const type = table.RouteTableType === 'System' ? t('system') : t('custom');
  return (
    <Card
      item={item}
      name={nameOf('route_table', table)}
      detail={`${t('route_table')} · ${type}`}
    />
  );
}

export function GatewayNode({ item }: Given) {
  const { t } = useTranslation('map');
  const { keeper } = useStage();
  const gateway = useLive(keeper, 'ipv6_gateway', item.ref);
  if (gateway === undefined) return null;
  const name = nameOf('ipv6_gateway', gateway);
  return <Card item={item} name={name} detail={t('ipv6_gateway')} status={gateway.Status} />;
}

export function EipNode({ item }: Given) {
  const { t } = useTranslation('map');
  const { keeper } = useStage();
  const eip = useLive(keeper, 'eip', item.ref);
  if (eip === undefined) return null;
  const detail = `${t('eip')} · ${eip.Bandwidth} Mbit/s`;
  return <Card item={item} name={eip.EipAddress} detail={detail} status={eip.Status} />;
}

/** Something with a name and a line that says what it is. */
function Card(props: {
  readonly item: Item;
  readonly name: string;
  readonly detail: string;
  readonly status?: string;
}) {
  const { item, name, detail, status } = props;
  const thing = useThing(item.ref);
  return (
    <Shell item={item} className={`card card-${item.kind}`}>
      <button
        type="button"
        className="token-body"
        aria-label={[`${name} ${detail}`, status].filter(Boolean).join(', ')}
        {...thing}
      >
        {status !== undefined && <StatusShape status={status} />}
        <span className="two-lines">
          <span>{name}</span> <span className="quiet">{detail}</span>
        </span>
      </button>
    </Shell>
  );
}

/** Many EIPs of a VPC, folded. */
export function EipsNode({ item }: Given) {
  const { t } = useTranslation('map');
  const { keeper, fold } = useStage();
  useTopic(keeper, 'places');
  let count = 0;
  for (const eip of keeper.resources.all('eip').values()) {
    if (vpcOf(keeper.resources, eip.InstanceId) === item.ref) count += 1;
  }
  return (
    <Shell item={item} className="card card-eips">
      <button
        type="button"
        className="token-body"
        aria-expanded={!item.folded}
        onClick={() => fold(item.id, item.folded === true)}
      >
        <span className="two-lines">
          <Count label={t('eips')} of={count} />
          <span className="quiet">{t(item.folded ? 'showEips' : 'hideEips')}</span>
        </span>
      </button>
    </Shell>
  );
}
