import './code-block.css';
import { CopyButton } from './CopyText.tsx';

/** A text to copy, such as a program, as it is. */
export function CodeBlock(props: {
  readonly text: string;
  readonly label: string;
  /** Whether there is a button that copies it; there is by default. */
  readonly copy?: boolean;
}) {
  const { text, label, copy = true } = props;
  return (
    <section className="code-block" aria-label={label}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <pre tabIndex={0}>
        <code>{text}</code>
      </pre>
      {copy && <CopyButton text={text} />}
    </section>
  );
}
