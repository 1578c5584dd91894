/** How long a request spent in each stage of the pipeline. */
export function StagesBar({ stages }: { readonly stages: Readonly<Record<string, number>> }) {
  const spent = Object.entries(stages);
  const whole = Math.max(
    spent.reduce((sum, [, ms]) => sum + ms, 0),
    0.001,
  );
  return (
    <div className="stages">
      <div className="stages-bar" aria-hidden="true">
        {spent.map(([stage, ms], index) => (
          <span
            key={stage}
            className={`stage-${index % 9}`}
            style={{ width: `${(100 * ms) / whole}%` }}
          />
        ))}
      </div>
      <ul>
        {spent.map(([stage, ms], index) => (
          <li key={stage}>
            <i className={`stage-${index % 9}`} aria-hidden="true" /> {stage}{' '}
            <span>{ms.toFixed(2)} ms</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
