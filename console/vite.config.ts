import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Where `npm run dev` finds the server whose console it shows. */
const target = process.env.TENON_ENDPOINT ?? 'http://127.0.0.1:7410';
/** The server sees the address that the browser asked for, which requests are signed with. */
const proxied = { target, changeOrigin: false, secure: false };

export default defineConfig(({ command }) => ({
  root: here('.'),
  plugins: [react()],
  // The page is at `/`, where browsers get it; what it loads is below a path of its own, since every
  // other path is the API's. `npm run dev` is asked by browsers alone.
  base: command === 'build' ? '/_tenon/console/' : '/',
  build: {
    outDir: here('../dist/console'),
    emptyOutDir: true,
    // An asset in a data: URL would need a wider content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The layout engine is one; it is loaded by a worker, after the page.
    chunkSizeWarningLimit: 2000,
  },
  server: {
    host: '127.0.0.1',
    port: 7411,
    proxy: { '^/_tenon(/|$)': proxied, '^/\\?.*Action=': proxied },
  },
}));
