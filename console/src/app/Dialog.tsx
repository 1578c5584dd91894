import { type ReactNode, useEffect, useRef } from 'react';

/**
 * A dialog in front of the page, by the browser's own: it keeps the focus, closes on Escape and on a
 * click beside it, and gives the focus back. What is in it is there while it is open.
 */
export function Dialog(props: {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly label: string;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  const { open, onClose, label, className = '', children } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape does the same by keyboard
    <dialog
      ref={dialog}
      className={`dialog ${className}`}
      aria-label={label}
      onClose={onClose}
      onClick={({ target }) => target === dialog.current && onClose()}
    >
      {open && children}
    </dialog>
  );
}
