import { Button, Result } from '@arco-design/web-react';
import i18next from 'i18next';
import { Component, type ReactNode } from 'react';

interface Props {
  readonly children: ReactNode;
}

/** What browsers say when the code of a page cannot be loaded: a newer console may have replaced it. */
const GONE = /dynamically imported module|module script failed/i;

/** Keeps the frame when a page fails, and lets the user open it again. */
export class PageBoundary extends Component<Props, { readonly error?: Error }> {
  override state: { readonly error?: Error } = {};

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    const isGone = GONE.test(error.message);
    return (
      <Result
        status="error"
        title={i18next.t('broken')}
        subTitle={isGone ? i18next.t('builtAnew') : error.message}
        extra={
          <Button
            type="primary"
            onClick={() => (isGone ? location.reload() : this.setState({ error: undefined }))}
          >
            {i18next.t(isGone ? 'reload' : 'retry')}
          </Button>
        }
      />
    );
  }
}
