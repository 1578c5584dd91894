import { IconDown, IconLeft, IconRight } from '@arco-design/web-react/icon';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLive, useTopic } from '../../../live/live.ts';
import type { Resources } from '../../../live/resources.ts';
import { LOOKS, type Look, lookOf } from '../looks.ts';
import { type Item, PAGE_ITEMS } from '../model.ts';
import { nameOf } from '../names.ts';
import { useStage } from '../stage.ts';
import { StatusShape } from '../status.tsx';
import { type Given, Shell, useThing } from './Shell.tsx';

/*
 * The areas: VPCs, zones and subnets.
 */

function FoldButton({ item, name }: { readonly item: Item; readonly name: string }) {
  const { t } = useTranslation('map');
  const { fold } = useStage();
  if (item.folded === undefined) return null;
  return (
    <button
      type="button"
      className="fold"
      aria-expanded={!item.folded}
      aria-label={t(item.folded ? 'open' : 'fold', { name })}
      onClick={() => fold(item.id, item.folded === true)}
    >
      {item.folded ? <IconRight /> : <IconDown />}
    </button>
  );
}

export function VpcNode({ item }: Given) {
  const { t } = useTranslation('map');
  const { keeper } = useStage();
  const vpc = useLive(keeper, 'vpc', item.ref);
  const thing = useThing(item.ref);
  useTopic(keeper, 'places');
  if (vpc === undefined) return null;
  const name = nameOf('vpc', vpc);
  const subnets = [...keeper.resources.subnetsOfVpc.of(item.ref)];
  const empty = subnets.length === 0;
  return (
    <Shell item={item} className="vpc">
      <div className="area-head">
        <FoldButton item={item} name={name} />
        <button
          type="button"
          className="area-title"
          aria-label={`${t('vpc')} ${name} ${vpc.CidrBlock} ${vpc.Ipv6CidrBlock}, ${vpc.Status}`}
          {...thing}
        >
          <StatusShape status={vpc.Status} />
          <span className="kind">{t('vpc')}</span> <strong>{name}</strong>{' '}
          <code>{vpc.CidrBlock}</code>{' '}
          {vpc.Ipv6CidrBlock !== '' && <code>{vpc.Ipv6CidrBlock}</code>}
        </button>
        {empty && !item.folded && <span className="quiet">{t('noSubnet')}</span>}
      </div>
      {item.folded && (
        <FoldedBody item={item} name={name}>
          <Counts resources={keeper.resources} subnets={subnets} count />
        </FoldedBody>
      )}
    </Shell>
  );
}

export function ZoneNode({ item }: Given) {
  const { t } = useTranslation('map');
  return (
    <Shell item={item} className="zone">
      <div className="area-head quiet">
        <span className="kind">{t('zone')}</span> {item.ref}
      </div>
    </Shell>
  );
}

export function OutsideNode({ item }: Given) {
  const { t } = useTranslation('map');
  return (
    <Shell item={item} className="outside">
      <div className="area-head quiet">{t('outside')}</div>
    </Shell>
  );
}

export function SubnetNode({ item }: Given) {
  const { t } = useTranslation('map');
  const { keeper } = useStage();
  const subnet = useLive(keeper, 'subnet', item.ref);
  const thing = useThing(item.ref);
  useTopic(keeper, `within/${item.ref}`);
  if (subnet === undefined) return null;
  const name = nameOf('subnet', subnet);
  return (
    <Shell item={item} className={item.folded ? 'subnet folded' : 'subnet'}>
      <div className="area-head">
        <FoldButton item={item} name={name} />
        <button
          type="button"
          className="area-title"
          aria-label={`${t('subnet')} ${name} ${subnet.CidrBlock || subnet.Ipv6CidrBlock}, ${subnet.Status}`}
          {...thing}
        >
          <StatusShape status={subnet.Status} />
          <strong>{name}</strong> <code>{subnet.CidrBlock || subnet.Ipv6CidrBlock}</code>
        </button>
      </div>
      {item.folded ? (
        <FoldedBody item={item} name={name}>
          <Counts resources={keeper.resources} subnets={[item.ref]} />
        </FoldedBody>
      ) : (
        item.area?.children.length === 0 && <p className="hint">{t('noMember')}</p>
      )}
      {item.pages && <Pager item={item} name={name} pages={item.pages} />}
    </Shell>
  );
}

/** What a folded area shows; all of it opens the area. */
function FoldedBody(props: {
  readonly item: Item;
  readonly name: string;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation('map');
  const { fold } = useStage();
  return (
    <button
      type="button"
      className="folded-body"
      title={t('open', { name: props.name })}
      // Its own button says the same to who goes by the keyboard.
      tabIndex={-1}
      onClick={() => fold(props.item.id, true)}
    >
      {props.children}
    </button>
  );
}

/** How many there are in some subnets, and in which statuses their interfaces are. */
function Counts({
  resources,
  subnets,
  count = false,
}: {
  readonly resources: Resources;
  readonly subnets: readonly string[];
  /** Whether the subnets are counted, too. */
  readonly count?: boolean;
}) {
  const { t } = useTranslation('map');
  const looks = new Map<Look, number>();
  let interfaces = 0;
  let instances = 0;
  for (const subnet of subnets) {
    instances += resources.instancesOfSubnet.of(subnet).size;
    for (const nic of resources.interfacesOfSubnet.of(subnet)) {
      interfaces += 1;
      const look = lookOf(resources.get('network_interface', nic)?.Status ?? '');
      looks.set(look, (looks.get(look) ?? 0) + 1);
    }
  }
  return (
    <>
      <span className="count-main">
        {count && <Count label={t('countSubnets')} of={subnets.length} />}
        <Count label={t('countInstances')} of={instances} />
        <Count label={t('countInterfaces')} of={interfaces} />
      </span>
      <span className="count-looks">
        {LOOKS.filter((look) => looks.has(look)).map((look) => (
          <span key={look}>
            <StatusShape status="" look={look} /> {looks.get(look)}
          </span>
        ))}
      </span>
    </>
  );
}

/** A number, and what there is so many of. */
export function Count({ label, of }: { readonly label: string; readonly of: number }) {
  return (
    <span>
      <b>{of}</b> {label}
    </span>
  );
}

function Pager(props: {
  readonly item: Item;
  readonly name: string;
  readonly pages: NonNullable<Item['pages']>;
}) {
  const { t } = useTranslation('map');
  const { turnPage } = useStage();
  const { page, count, items } = props.pages;
  const from = page * PAGE_ITEMS + 1;
  const turn = (to: number) => () => turnPage(props.item.id, to);
  return (
    <div className="pager">
      <button
        type="button"
        aria-label={t('previousPage', { name: props.name })}
        disabled={page === 0}
        onClick={turn(page - 1)}
      >
        <IconLeft />
      </button>
      <span aria-live="polite">
        {t('page', { from, to: Math.min(items, from + PAGE_ITEMS - 1), items })}
      </span>
      <button
        type="button"
        aria-label={t('nextPage', { name: props.name })}
        disabled={page === count - 1}
        onClick={turn(page + 1)}
      >
        <IconRight />
      </button>
    </div>
  );
}
