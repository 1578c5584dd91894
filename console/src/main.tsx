import '@arco-design/web-react/es/_util/react-19-adapter';
import '@arco-design/web-react/dist/css/arco.min.css';
import './app/console.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Failure } from './api/failure.ts';
import { App } from './app/App.tsx';
import { startLanguage } from './app/language.ts';
import { startTheme } from './app/theme.ts';

startTheme();
await startLanguage();

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // Events say when something has changed.
      refetchOnWindowFocus: false,
      // A refusal stays one. Without an answer, the server may just be starting.
      retry: (count, error) => count < 3 && error instanceof Failure && error.status === 0,
    },
  },
});

const place = document.getElementById('console');
if (place === null) throw new Error('the page has no place for the console');
createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
);
