import { queryString } from '../../api/sign.ts';
import { type CopiedCall, type CopyTarget, pairsOf, quoted } from './copied-call.ts';

/**
 * The call as a curl of a URL.
 * @param signed the query of a presigned URL; absent where the server checks no signatures
 */
export function curlCommand(
  { service, version, action, ...call }: CopiedCall,
  { endpoint }: CopyTarget,
  signed?: string,
): string {
  const parameters = Object.fromEntries(pairsOf({ service, version, action, ...call }));
  const query = signed ?? queryString({ Action: action, Version: version, ...parameters });
  return `curl ${quoted(`${endpoint}/?${query}`)}\n`;
}

/** What asks which preconditions hold, and changes nothing. It needs no signature. */
export function explainCommand(
  { service, version, action, region, ...call }: CopiedCall,
  { endpoint }: CopyTarget,
  accountId: string,
): string {
  const parameters = pairsOf({ service, version, action, region, ...call });
  const query = { Service: service, Action: action, Region: region, AccountId: accountId };
  const search = queryString({ ...query, ...Object.fromEntries(parameters) });
  return `curl ${quoted(`${endpoint}/_tenon/explain?${search}`)}\n`;
}
