import { Button, Radio } from '@arco-design/web-react';
import { IconCheck, IconCopy, IconEye, IconEyeInvisible } from '@arco-design/web-react/icon';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { askControl } from '../../api/control.ts';
import { refusalOf } from '../../api/failure.ts';
import { useSession } from '../../app/session.tsx';
import { Card } from '../../parts/Card.tsx';
import { CodeBlock } from '../../parts/CodeBlock.tsx';
import { copyText } from '../../parts/clipboard.ts';
import { FailureAlert } from '../../parts/FailureAlert.tsx';

/** The clients as the server names them, and as their users do. */
const TOOLS = [
  ['bash', 'bash'],
  ['ve', 've'],
  ['terraform', 'Terraform'],
  ['python', 'Python'],
  ['go', 'Go'],
  ['node', 'Node.js'],
  ['java', 'Java'],
  ['fish', 'fish'],
  ['powershell', 'PowerShell'],
  ['dotenv', '.env'],
  ['json', 'JSON'],
] as const;
type Tool = (typeof TOOLS)[number][0];

/** Shells that can fetch their settings. */
const SHELLS: Partial<Record<Tool, (url: string) => string>> = {
  bash: (url) => `eval "$(curl -fsS '${url}')"`,
  fish: (url) => `curl -fsS '${url}' | source`,
  powershell: (url) => `Invoke-RestMethod '${url}' | Invoke-Expression`,
};

/** The settings of each client, to copy; the secret is there when it is asked for. */
export function Settings() {
  const { t } = useTranslation('start');
  const { scope } = useSession();
  const { accountId: account, region } = scope;
  const [tool, setTool] = useState<Tool>('bash');
  const [shown, setShown] = useState(false);
  const query = { account, region, endpoint: location.origin };
  const { data, error } = useQuery({
    queryKey: ['control', 'client', tool, account, region, shown],
    queryFn: () => read(tool, shown ? query : { ...query, secret: 'hidden' }),
    // A secret does not stay behind when it is no longer shown.
    gcTime: 0,
    placeholderData: (before) => (shown ? undefined : before),
  });
  const fetched = SHELLS[tool]?.(
    `${location.origin}/_tenon/client/${tool}?${new URLSearchParams(query)}`,
  );
  return (
    <Card title={t('settings')} hint={t('settingsHint', { account, region })}>
      <Radio.Group
        className="start-tools"
        type="button"
        size="small"
        aria-label={t('tool')}
        value={tool}
        onChange={(next: Tool) => {
          setTool(next);
          setShown(false);
        }}
        options={TOOLS.map(([value, label]) => ({ value, label }))}
      />
      {error !== null && <FailureAlert error={error} />}
      <div className="start-settings" aria-busy={data === undefined}>
        <CodeBlock text={data ?? ''} label={`${t('settings')}: ${tool}`} copy={false} />
        <div className="card-buttons">
          <CopyWhole key={tool} read={() => read(tool, query)} />
          <Button
            size="small"
            icon={shown ? <IconEyeInvisible /> : <IconEye />}
            aria-pressed={shown}
            onClick={() => setShown(!shown)}
          >
            {t(shown ? 'hide' : 'show')}
          </Button>
        </div>
      </div>
      {fetched !== undefined && (
        <>
          <p className="card-hint">{t('inShell')}</p>
          <CodeBlock text={fetched} label={t('inShell')} />
        </>
      )}
      <p className="card-hint">{t('proxy')}</p>
      <CodeBlock
        text={`HTTP_PROXY=${location.origin} VOLCENGINE_DISABLE_SSL=true COMMAND`}
        label={t('proxy')}
      />
      <p className="card-hint">{t('recipes')}</p>
    </Card>
  );
}

/** The settings as text. @throws Failure */
async function read(tool: Tool, query: Readonly<Record<string, string>>): Promise<string> {
  const response = await askControl(`client/${tool}`, { query });
  const text = await response.text();
  const refusal = refusalOf(response.status, response.headers, text);
  if (refusal !== undefined) throw refusal;
  return text.trimEnd();
}

/** Copies the settings with the secret, which need not be shown for that. */
function CopyWhole(props: { readonly read: () => Promise<string> }) {
  const { t } = useTranslation('start');
  const copy = useMutation({ mutationFn: async () => copyText(await props.read()) });
  const { isSuccess, reset } = copy;
  useEffect(() => {
    if (!isSuccess) return undefined;
    const timer = setTimeout(reset, 1500);
    return () => clearTimeout(timer);
  }, [isSuccess, reset]);
  return (
    <>
      <Button
        size="small"
        type="primary"
        loading={copy.isPending}
        icon={isSuccess ? <IconCheck /> : <IconCopy />}
        onClick={() => copy.mutate()}
      >
        {t(isSuccess ? 'copied' : 'copyAll')}
      </Button>
      {copy.error !== null && <FailureAlert error={copy.error} />}
    </>
  );
}
