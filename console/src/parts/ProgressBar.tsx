import './progress-bar.css';

interface ProgressBarProps {
  /** What is on its way, for who does not see the bar. */
  readonly label: string;
  /** 0 to 1. */
  readonly done: number;
  readonly failed?: boolean;
}

/** The browser's own: Arco's gives its label to an element that is no progress bar. */
export function ProgressBar({ label, done, failed = false }: ProgressBarProps) {
  const className = failed ? 'progress-bar failed' : 'progress-bar';
  return <progress className={className} aria-label={label} value={done} max={1} />;
}
