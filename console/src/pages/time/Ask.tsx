import { Button, type ButtonProps, Modal } from '@arco-design/web-react';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureAlert } from '../../parts/FailureAlert.tsx';

/** A button for what cannot be undone: it asks first, and shows why it could not be done. */
export function AskButton(
  props: ButtonProps & {
    readonly question: string;
    readonly work: () => Promise<unknown>;
    readonly children?: ReactNode;
  },
) {
  const { t } = useTranslation('time');
  const { question, work, children, ...button } = props;
  const [shown, setShown] = useState(false);
  const doing = useMutation({ mutationFn: work, onSuccess: () => setShown(false) });
  return (
    <>
      <Button
        {...button}
        onClick={() => {
          doing.reset();
          setShown(true);
        }}
      >
        {children}
      </Button>
      <Modal
        simple
        title={question}
        visible={shown}
        onCancel={() => setShown(false)}
        onOk={() => doing.mutate()}
        okText={t('yes')}
        cancelText={t('cancel')}
        okButtonProps={{ status: 'danger' }}
        confirmLoading={doing.isPending}
        unmountOnExit
      >
        {doing.error !== null && <FailureAlert error={doing.error} />}
      </Modal>
    </>
  );
}
