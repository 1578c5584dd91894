import { IconSearch } from '@arco-design/web-react/icon';
import { useDeferredValue, useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Keeper } from '../../live/keeper.ts';
import { KIND_NAMES, type Kind, type Views } from '../../live/kinds.ts';
import { nameOf } from './names.ts';

const MOST_SHOWN = 12;
/** A group is on the map only through what it is on. */
const FOUND_KINDS = KIND_NAMES.filter((kind) => kind !== 'security_group');

interface Found {
  readonly kind: Kind;
  readonly id: string;
  readonly name: string;
  readonly address: string;
}

/** Finds things on the map by id, name or address. */
export function Finder({
  keeper,
  go,
}: {
  readonly keeper: Keeper;
  readonly go: (id: string) => void;
}) {
  const { t } = useTranslation('map');
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const typed = text.trim().toLowerCase();
  const wanted = useDeferredValue(typed);
  const found = useMemo(() => find(keeper, wanted), [keeper, wanted]);
  const list = useId();
  const shown = open && wanted !== '';
  const choose = (each: Found | undefined) => {
    if (each === undefined) return;
    setOpen(false);
    setText('');
    go(each.id);
  };
  return (
    <div className="finder">
      <IconSearch aria-hidden />
      <input
        role="combobox"
        aria-label={t('find')}
        aria-expanded={shown}
        aria-controls={list}
        aria-activedescendant={shown && found.length > 0 ? `${list}-${active}` : undefined}
        aria-autocomplete="list"
        placeholder={t('find')}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={({ target }) => {
          setText(target.value);
          setActive(0);
          setOpen(true);
        }}
        onBlur={() => setOpen(false)}
        onKeyDown={(event) => {
          const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
          if (step !== undefined && found.length > 0) {
            event.preventDefault();
            setOpen(true);
            setActive((active + step + found.length) % found.length);
          } else if (event.key === 'Enter') {
            // Whoever types fast means what is typed, and not what is shown of its beginning yet.
            choose((wanted === typed ? found : find(keeper, typed))[active]);
          } else if (event.key === 'Escape') {
            setOpen(false);
            setText('');
          }
        }}
      />
      <div id={list} role="listbox" aria-label={t('find')} className="found" hidden={!shown}>
        {found.map((each, at) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox has the keyboard
          <div
            key={each.id}
            id={`${list}-${at}`}
            role="option"
            tabIndex={-1}
            aria-selected={at === active}
            // Before the blur that closes the list.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => choose(each)}
          >
            <span className="quiet">{t(each.kind)}</span>
            <span>{each.name}</span>
            <code>{each.address || each.id}</code>
          </div>
        ))}
        {shown && found.length === 0 && (
          <div role="option" aria-selected={false} aria-disabled tabIndex={-1}>
            {t('nothingFound')}
          </div>
        )}
      </div>
    </div>
  );
}

function find(keeper: Keeper, wanted: string): Found[] {
  if (wanted === '') return [];
  const found: (Found & { readonly rank: number })[] = [];
  for (const kind of FOUND_KINDS) {
    for (const [id, view] of keeper.resources.all(kind)) {
      const name = nameOf(kind, view);
      const addresses = addressesOf(kind, view);
      const address = addresses.find((each) => each.includes(wanted));
      const exact = id === wanted || name.toLowerCase() === wanted || address === wanted;
      if (
        !exact &&
        address === undefined &&
        !id.includes(wanted) &&
        !name.toLowerCase().includes(wanted)
      ) {
        continue;
      }
      found.push({ kind, id, name, address: address ?? '', rank: exact ? 0 : 1 });
      // What is exactly that is looked for to the end.
      if (found.length > 2000) break;
    }
  }
  return found.sort((a, b) => a.rank - b.rank).slice(0, MOST_SHOWN);
}

function addressesOf(kind: Kind, view: Views[Kind]): readonly string[] {
  switch (kind) {
    case 'network_interface': {
      const { PrivateIpSets, IPv6Sets } = view as Views['network_interface'];
      const four = PrivateIpSets.PrivateIpSet.map(({ PrivateIpAddress }) => PrivateIpAddress);
      return [...four, ...(IPv6Sets ?? [])];
    }
    case 'eip':
      return [(view as Views['eip']).EipAddress];
    case 'ha_vip':
      return [(view as Views['ha_vip']).IpAddress];
    case 'vpc':
    case 'subnet':
      return [(view as Views['subnet']).CidrBlock];
    default:
      return [];
  }
}
