import { Button, Message, Modal } from '@arco-design/web-react';
import { IconUnlock } from '@arco-design/web-react/icon';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionForm } from '../../forms/ActionForm.tsx';
import type { Opening } from './packet.ts';

/** Offers the rule that lets the packet through, filled in; the packet is then asked for anew. */
export function OpenRule({ opening }: { readonly opening: Opening }) {
  const { t } = useTranslation('packet');
  const queries = useQueryClient();
  const [shown, setShown] = useState(false);
  const { Protocol, PortStart } = opening.parameters;
  const what = PortStart === -1 ? Protocol : `${Protocol} ${PortStart}`;
  return (
    <>
      <Button size="small" type="outline" icon={<IconUnlock />} onClick={() => setShown(true)}>
        {t('open', { what })}
      </Button>
      <Modal
        className="packet-modal"
        title={t('openTitle')}
        visible={shown}
        onCancel={() => setShown(false)}
        footer={null}
        unmountOnExit
      >
        <ActionForm
          service="vpc"
          action={opening.action}
          initial={opening.parameters}
          onCancel={() => setShown(false)}
          onDone={(_, { dryRun }) => {
            if (dryRun) return;
            setShown(false);
            Message.success(t('opened'));
            void queries.invalidateQueries({ queryKey: ['control', 'packet'] });
          }}
        />
      </Modal>
    </>
  );
}
