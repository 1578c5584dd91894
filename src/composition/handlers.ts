import { type ConsoleOptions, showConsole } from '#console/serve.ts';
import type { Control } from '#control/control.ts';
import { mayAskMetadata, metadataProxy } from '#control/metadata.ts';
import type { ApiGuard } from '#gateway/api-guard.ts';
import type { Handler } from '#gateway/exchange.ts';
import type { ListenOptions } from '#gateway/http.ts';
import { mayBeVisit } from '#landing/visit.ts';

/** What answers requests before the API does. */
export function createHandlers(
  options: ConsoleOptions,
  control: Control,
  guard: ApiGuard,
): Handler[] {
  return [
    metadataProxy(control),
    showConsole(options, (head) => guard.refuseUnknownHost(head)),
    controlPaths(control),
  ];
}

/** Whether one of them might answer a request to the path `/`. */
export const mayBeHandled: ListenOptions['elsewhere'] = (request) =>
  mayAskMetadata(request) || mayBeVisit(request);

/** `/_tenon/*`: what a person or a test asks the server itself; nothing of it reaches the pipeline. */
function controlPaths(control: Control): Handler {
  let api: Handler | undefined;
  return async (exchange) => {
    if (!/^\/_tenon(?:[/?]|$)/.test(exchange.url)) return false;
    // Loaded when it is first asked for: a client of the API does not wait for it.
    const { controlApi } = await import('#control/control.ts');
    api ??= controlApi(control);
    return api(exchange);
  };
}
