import { Radio } from '@arco-design/web-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { control, serverTime } from '../../api/control.ts';
import { presignedQuery } from '../../api/sign.ts';
import { type Client, useHealth } from '../../app/session.tsx';
import { CodeBlock } from '../CodeBlock.tsx';
import { type CopiedCall, pairsOf } from './copied-call.ts';
import { curlCommand, explainCommand } from './curl.ts';
import { goProgram } from './go.ts';
import { pythonProgram } from './python.ts';
import { terraformResource } from './terraform.ts';
import { veCommand } from './ve.ts';

const TOOLS = ['ve', 'python', 'go', 'terraform', 'curl', 'explain'] as const;
type Tool = (typeof TOOLS)[number];

/** How long the URL of a copied curl is valid, in seconds. */
const VALID = 3600;

/** A call, written for other clients. */
export function CopyAs({
  call,
  accountId,
}: {
  readonly call: CopiedCall;
  readonly accountId: string;
}) {
  const { t } = useTranslation('parts');
  const [tool, setTool] = useState<Tool>('ve');
  const text = useText(tool, call, accountId);
  return (
    <div className="copy-as">
      <Radio.Group
        type="button"
        size="small"
        value={tool}
        onChange={setTool}
        aria-label={t('copyAs')}
        options={TOOLS.map((value) => ({ value, label: t(`tool.${value}`) }))}
      />
      <p className="copy-as-note">{t(text === undefined ? 'noTerraform' : `note.${tool}`)}</p>
      {text !== undefined && <CodeBlock text={text} label={t(`tool.${tool}`)} />}
    </div>
  );
}

/** Undefined where there is none. */
function useText(tool: Tool, call: CopiedCall, accountId: string): string | undefined {
  const signed = useSigned(tool === 'curl', call, accountId);
  const target = { endpoint: location.origin };
  switch (tool) {
    case 've':
      return veCommand(call, target);
    case 'python':
      return pythonProgram(call, target);
    case 'go':
      return goProgram(call, target);
    case 'terraform':
      return terraformResource(call);
    case 'curl':
      return curlCommand(call, target, signed);
    default:
      return explainCommand(call, target, accountId);
  }
}

/** The query of a presigned URL, by the key of the account; undefined where nothing is checked. */
function useSigned(wanted: boolean, call: CopiedCall, accountId: string): string | undefined {
  const { data: health } = useHealth();
  const strict = health?.auth !== 'lenient';
  const { data: key } = useQuery({
    queryKey: ['control', 'client', accountId],
    queryFn: () => control<Client>('client', { query: { account: accountId } }),
    enabled: wanted && strict,
  });
  // It stays the same while it is looked at.
  const [at] = useState(serverTime);
  if (!wanted || !strict || key === undefined) return undefined;
  const { service, version, action, region } = call;
  const query = { Action: action, Version: version, ...Object.fromEntries(pairsOf(call)) };
  return presignedQuery(key, { query, region, service, at }, VALID);
}
