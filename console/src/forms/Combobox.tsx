import { Tag } from '@arco-design/web-react';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

export interface Choice {
  readonly value: string;
  /** What it is called, beside its value. */
  readonly label?: string;
}

interface ComboboxProps {
  readonly id: string;
  readonly values: readonly string[];
  readonly onChange: (values: string[]) => void;
  /** Whether there may be several. */
  readonly many?: boolean;
  readonly choices: readonly Choice[];
  /** Called when the choices are wanted, and with what has been typed. */
  readonly onSearch?: (text: string) => void;
  readonly placeholder?: string | undefined;
  readonly invalid?: boolean;
  readonly describedBy?: string | undefined;
  /** Said below the choices, such as that there are more. */
  readonly note?: string | undefined;
}

const MOST_SHOWN = 100;

/**
 * A text with choices: one of them, or any other text. The pattern is WAI-ARIA's editable combobox with
 * a list: the arrows choose, Enter takes, Escape closes.
 */
export function Combobox(props: ComboboxProps) {
  const { id, values, onChange, many = false, choices, onSearch, describedBy, note } = props;
  const { t } = useTranslation('forms');
  const listId = useId();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState<string>();
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);

  // In a single field the value is the text itself; it filters once something is typed.
  const text = many ? (typed ?? '') : (values[0] ?? '');
  const sought = (typed ?? '').toLowerCase();
  const shown = choices
    .filter(
      ({ value, label }) =>
        !(many && values.includes(value)) && has(`${value} ${label ?? ''}`, sought),
    )
    .slice(0, MOST_SHOWN);

  const close = () => {
    setOpen(false);
    setActive(-1);
    setTyped(undefined);
  };
  const reveal = () => {
    if (open) return;
    setOpen(true);
    onSearch?.('');
  };
  const take = (value: string) => {
    if (value === '') return;
    onChange(many ? [...values.filter((each) => each !== value), value] : [value]);
    close();
  };
  const type = (next: string) => {
    setTyped(next);
    setActive(-1);
    setOpen(true);
    onSearch?.(next);
    if (!many) onChange(next === '' ? [] : [next]);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const { key } = event;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      event.preventDefault();
      reveal();
      const step = key === 'ArrowDown' ? 1 : -1;
      setActive((at) => Math.min(Math.max(at + step, 0), shown.length - 1));
    } else if (key === 'Enter' && open && (active >= 0 || (many && text !== ''))) {
      event.preventDefault();
      take(shown[active]?.value ?? text.trim());
    } else if (key === 'Escape' && open) {
      event.stopPropagation();
      close();
    } else if (key === 'Backspace' && many && text === '' && values.length > 0) {
      onChange(values.slice(0, -1));
    }
  };

  const optionId = (index: number) => `${listId}-${index}`;
  return (
    <div className="combobox">
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a click beside the text is for the pointer alone */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: as above */}
      <div
        className={`combobox-box${props.invalid ? ' combobox-invalid' : ''}`}
        onClick={() => input.current?.focus()}
      >
        {many &&
          values.map((value) => (
            <Tag key={value} size="small">
              {value}
              <button
                type="button"
                aria-label={t('remove', { what: value })}
                onClick={() => onChange(values.filter((each) => each !== value))}
              >
                ×
              </button>
            </Tag>
          ))}
        <input
          ref={input}
          id={id}
          role="combobox"
          aria-expanded={open && shown.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={active >= 0 && open ? optionId(active) : undefined}
          aria-invalid={props.invalid || undefined}
          aria-describedby={describedBy}
          autoComplete="off"
          spellCheck={false}
          placeholder={values.length === 0 ? props.placeholder : undefined}
          value={text}
          // What is wrong with the value stands where the choices would.
          onFocus={() => props.invalid || reveal()}
          onClick={reveal}
          onChange={(event) => type(event.target.value)}
          onKeyDown={onKeyDown}
          onBlur={() => {
            if (many && text.trim() !== '') take(text.trim());
            close();
          }}
        />
      </div>
      <div
        id={listId}
        role="listbox"
        aria-labelledby={id}
        className="combobox-list"
        hidden={!open || shown.length === 0}
      >
        {open &&
          shown.map(({ value, label }, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the input has the keys
            // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the input
            <div
              key={value}
              id={optionId(index)}
              role="option"
              aria-selected={index === active}
              className={index === active ? 'combobox-active' : undefined}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => take(value)}
            >
              <code>{value}</code> {label !== undefined && label !== value && <span>{label}</span>}
            </div>
          ))}
        {open && note !== undefined && <div className="combobox-note">{note}</div>}
      </div>
    </div>
  );
}

const has = (text: string, sought: string): boolean =>
  sought === '' || text.toLowerCase().includes(sought);
