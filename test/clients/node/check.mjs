// What every step of the scenario looks at and waits for.
import assert from 'node:assert/strict';

export const ZONE = 'cn-beijing-a';

const PATIENCE_MS = 60_000;

/** Polls until what `read` resolves to has the status, and resolves to that. */
export async function until(status, read) {
  let last;
  await poll(
    async () => {
      last = await read();
      return last.Status === status;
    },
    () => `it is ${last?.Status}, not ${status}`,
  );
  return last;
}

export const untilGone = (list) =>
  poll(
    async () => (await list()).length === 0,
    () => 'it is still there',
  );

export async function poll(done, complaint) {
  const end = Date.now() + PATIENCE_MS;
  while (!(await done())) {
    if (Date.now() > end) throw new Error(complaint());
    await new Promise((next) => setTimeout(next, 20));
  }
}

/** Not every SDK hands over the HTTP status of a refusal. */
export async function refused(status, code, call) {
  const refusal = await call.then(
    () => assert.fail(`${code} was expected, and the call succeeded`),
    (error) => error,
  );
  assert.equal(refusal.code, code, refusal.stack ?? refusal.message);
  if (refusal.status !== undefined) assert.equal(refusal.status, status);
  assert.ok(refusal.message.length > 0);
}
