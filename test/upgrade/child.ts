/**
 * A server of some version, in a process of its own. Its parent gives the store and the history of
 * the schema that it knows by environment, and reads from a message where it listens.
 */
import { createServer } from '#server.ts';
import { HISTORIES } from '../support/history.ts';

const { UPGRADE_STORE = '', UPGRADE_HISTORY } = process.env;

const server = createServer({
  store: UPGRADE_STORE,
  schema: HISTORIES[UPGRADE_HISTORY as keyof typeof HISTORIES],
  onAnswered: ({ fault }) => fault !== undefined && console.error(fault),
});
try {
  const url = await server.listen('127.0.0.1', 0);
  process.send?.({ host: url.replace('http://', '') });
} catch (error) {
  console.error(String(error));
  process.exit(1);
}
process.on('SIGTERM', () => void server.close().then(() => process.exit(0)));
process.on('disconnect', () => process.exit(0));
