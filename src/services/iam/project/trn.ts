/** A resource as IAM names it: `trn:vpc:cn-beijing:2100000001:eni/eni-1`. */
export interface ResourceTrn {
  readonly service: string;
  readonly region: string;
  readonly accountId: string;
  readonly type: string;
  readonly id: string;
}

const TRN = /^trn:([\w-]+):([\w-]+):(\d+):([\w-]+)\/([\w.-]+)$/;

/** Undefined when the text is none. */
export function readTrn(text: string): ResourceTrn | undefined {
  const [, service = '', region = '', accountId = '', type = '', id = ''] = TRN.exec(text) ?? [];
  return id === '' ? undefined : { service, region, accountId, type, id };
}
