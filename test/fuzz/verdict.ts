import type { RawAnswer } from '../support/connection.ts';

const METADATA = ['RequestId', 'Action', 'Version', 'Service', 'Region'];

/** Says what is wrong with an answer; undefined when nothing is wrong. */
export function faultOf(answer: RawAnswer): string | undefined {
  const { status, headers, json } = answer;
  if (status >= 500 && !isNotYet(answer)) return `the status ${status}`;
  if (status < 200 || (status > 200 && status < 400)) return `the status ${status}`;
  if (!/^application\/json\b/.test(headers['content-type'] ?? '')) return 'its content type';
  if ('x-injected' in headers) return 'a header that the request injected';
  const metadata = json?.ResponseMetadata;
  if (typeof metadata !== 'object' || metadata === null) return 'no ResponseMetadata';
  for (const name of METADATA) {
    if (typeof metadata[name] !== 'string') return `no ResponseMetadata.${name}`;
  }
  if (!/^\d{14}[0-9A-F]{20}$/.test(metadata.RequestId)) return 'its RequestId';
  const error = metadata.Error;
  if (status === 200) {
    if (error !== undefined) return 'an Error beside the status 200';
    return typeof json.Result === 'object' && json.Result !== null ? undefined : 'no Result';
  }
  if (!Number.isInteger(error?.CodeN)) return 'no integer Error.CodeN';
  if (typeof error.Code !== 'string' || error.Code === '') return 'no Error.Code';
  if (typeof error.Message !== 'string' || error.Message === '') return 'no Error.Message';
  return 'Result' in json ? 'a Result beside an Error' : undefined;
}

function isNotYet({ status, json }: RawAnswer): boolean {
  return status === 501 && json?.ResponseMetadata?.Error?.Code === 'UnsupportedOperation';
}
