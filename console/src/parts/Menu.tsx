import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';

/** A button that opens what is below it; Escape and a click elsewhere close it. */
export function Menu({
  button,
  label,
  className = 'button-link',
  children,
}: {
  readonly button: ReactNode;
  /** What the button is called, where it shows no words. */
  readonly label?: string;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  const menu = useRef<HTMLDetailsElement>(null);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const closeElsewhere = ({ target }: PointerEvent) => {
      const { current } = menu;
      if (current?.open && target instanceof Node && !current.contains(target))
        current.open = false;
    };
    document.addEventListener('pointerdown', closeElsewhere);
    return () => document.removeEventListener('pointerdown', closeElsewhere);
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    const { current } = menu;
    if (event.key !== 'Escape' || !current?.open) return;
    event.stopPropagation();
    current.open = false;
    current.querySelector('summary')?.focus();
  };
  return (
    <details
      ref={menu}
      className="menu"
      onToggle={(event) => setOpen(event.currentTarget.open)}
      onKeyDown={onKeyDown}
    >
      <summary className={className} aria-label={label} title={label}>
        {button}
      </summary>
      {open && children}
    </details>
  );
}
