import { Button, Tooltip } from '@arco-design/web-react';
import { IconCheck, IconCopy } from '@arco-design/web-react/icon';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copyText } from './clipboard.ts';

/** A text, such as an id, with a button that copies it. */
export function CopyText({ text }: { readonly text: string }) {
  return (
    <span className="copy-text">
      <code>{text}</code>
      <CopyButton text={text} />
    </span>
  );
}

/** A button that copies a text, which need not be on the page. */
export function CopyButton({ text }: { readonly text: string }) {
  const { t } = useTranslation('parts');
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <Tooltip content={copied ? t('copied') : t('copy')}>
      <Button
        size="mini"
        type="text"
        aria-label={`${t('copy')} ${text.length > 64 ? '' : text}`}
        icon={copied ? <IconCheck /> : <IconCopy />}
        onClick={() => void copyText(text).then(() => setCopied(true))}
      />
    </Tooltip>
  );
}
