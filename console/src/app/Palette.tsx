import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Command, chosenBy, useCommands } from './commands.ts';
import { Dialog } from './Dialog.tsx';

/** Finds pages, resources, actions and settings by what one types. */
export function Palette(props: { readonly open: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog {...props} label={t('search')} className="palette">
      <Search onDone={props.onClose} />
    </Dialog>
  );
}

function Search({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const listId = useId();
  const found = chosenBy(text, useCommands(text));
  const run = (command: Command | undefined) => {
    if (command === undefined) return;
    onDone();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step !== undefined && found.length > 0) {
      event.preventDefault();
      setAt((at + step + found.length) % found.length);
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      run(found[at]);
    }
  };
  return (
    <>
      <input
        // biome-ignore lint/a11y/noAutofocus: it is what the dialog is opened for
        autoFocus
        className="palette-input"
        role="combobox"
        aria-label={t('search')}
        aria-expanded={found.length > 0}
        aria-controls={listId}
        aria-activedescendant={found[at] && `${listId}-${at}`}
        autoComplete="off"
        spellCheck={false}
        placeholder={t('searchFor')}
        value={text}
        onChange={({ target }) => {
          setText(target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div role="listbox" id={listId} aria-label={t('search')} className="palette-list">
        {found.map((command, index) => (
          <Option
            key={`${command.group} ${command.label} ${command.hint}`}
            id={`${listId}-${index}`}
            command={command}
            isFirst={found[index - 1]?.group !== command.group}
            isChosen={index === at}
            onClick={() => run(command)}
          />
        ))}
      </div>
      {found.length === 0 && <p className="palette-none">{t('nothingFound')}</p>}
    </>
  );
}

function Option(props: {
  readonly id: string;
  readonly command: Command;
  /** Of its group. */
  readonly isFirst: boolean;
  readonly isChosen: boolean;
  readonly onClick: () => void;
}) {
  const { t } = useTranslation();
  const { id, command, isFirst, isChosen, onClick } = props;
  const option = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isChosen) option.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the input has the keys
    <div
      ref={option}
      id={id}
      role="option"
      aria-selected={isChosen}
      tabIndex={-1}
      className="palette-option"
      onClick={onClick}
    >
      <span className="palette-group">{isFirst ? t(`groups.${command.group}`) : ''}</span>
      <span className="palette-label">{command.label}</span>
      <span className="palette-hint">{command.hint}</span>
    </div>
  );
}
