import { Tag } from '@arco-design/web-react';
import { IconCheckCircleFill, IconCloseCircleFill } from '@arco-design/web-react/icon';
import { useTranslation } from 'react-i18next';
import { useHealth } from '../../app/session.tsx';
import { CodeBlock } from '../../parts/CodeBlock.tsx';
import { LinkedText } from '../../parts/LinkedText.tsx';
import { OpenRule } from './OpenRule.tsx';
import {
  hasPorts,
  openingOf,
  type Packet,
  type PacketAnswer,
  type Passage,
  type Question,
  realCommand,
  type Step,
} from './packet.ts';

/** What becomes of the packet and of its answer, step by step. */
export function Answer({
  answer,
  question,
}: {
  readonly answer: PacketAnswer;
  readonly question: Question;
}) {
  const { t } = useTranslation('packet');
  const { packet, reply } = answer;
  const back = { ...packet, source: packet.destination, destination: packet.source };
  return (
    <>
      <div className="packet-paths">
        <Path title={t('there')} passage={answer} packet={packet} sender={packet.from} openable />
        {answer.arrives &&
          (reply === undefined ? (
            <p className="packet-note">{t('noReply')}</p>
          ) : (
            <Path title={t('back')} passage={reply} packet={back} sender={packet.destination} />
          ))}
      </div>
      <Real packet={packet} sender={question.from} />
    </>
  );
}

function Path(props: {
  readonly title: string;
  readonly passage: Passage;
  readonly packet: Packet;
  readonly sender: string;
  /** Whether what drops it may be opened: the rules for answers are those of the packet. */
  readonly openable?: boolean;
}) {
  const { t } = useTranslation('packet');
  const { title, passage, packet, sender, openable = false } = props;
  const { arrives, steps, sourceSeen } = passage;
  // After the first drop, the steps tell what else would have to be changed.
  const end = steps.findIndex(({ verdict }) => verdict === 'drop');
  return (
    <section className="packet-path" aria-label={title}>
      <h2>
        {title}{' '}
        <span role="status">
          <Tag bordered color={arrives ? 'green' : 'red'}>
            {t(arrives ? 'arrives' : 'dropped')}
          </Tag>
        </span>
      </h2>
      <p className="packet-what">
        <code>
          {packet.protocol} {packet.source} → {packet.destination || '?'}
          {hasPorts(packet.protocol) && openable && ` : ${packet.port}`}
        </code>
      </p>
      <ol className="packet-steps">
        <li className="packet-terminal">
          <Dot />
          <div>{sender === 'internet' ? t('internet') : <LinkedText text={sender} />}</div>
        </li>
        {steps.map((step, index) => (
          <StepOf
            // biome-ignore lint/suspicious/noArrayIndexKey: a stage may come twice, and none moves
            key={index}
            step={step}
            packet={packet}
            after={end >= 0 && index > end}
            openable={openable}
          />
        ))}
        {arrives && (
          <li className="packet-terminal">
            <Dot />
            <div>
              <Receiver to={passage.to} />
              {sourceSeen !== undefined && sourceSeen !== packet.source && (
                <div className="packet-note">{t('seenAs', { address: sourceSeen })}</div>
              )}
            </div>
          </li>
        )}
      </ol>
    </section>
  );
}

const Dot = () => <span className="packet-dot" aria-hidden="true" />;

function Receiver({ to }: { readonly to: Passage['to'] }) {
  const { t } = useTranslation('packet');
  if (to === undefined) return null;
  if (typeof to === 'string') return t(to);
  return (
    <>
      {t('receivedBy')} <LinkedText text={to.instanceId} /> ({to.address},{' '}
      <LinkedText text={to.nicId} />)
    </>
  );
}

function StepOf(props: {
  readonly step: Step;
  readonly packet: Packet;
  readonly after: boolean;
  readonly openable: boolean;
}) {
  const { t } = useTranslation('packet');
  const { step, packet, after, openable } = props;
  const { stage, verdict, by, because } = step;
  const opening = openable ? openingOf(step, packet) : undefined;
  const Icon = verdict === 'pass' ? IconCheckCircleFill : IconCloseCircleFill;
  return (
    <li className={`packet-step packet-${verdict}${after ? ' packet-after' : ''}`}>
      <Icon aria-label={t(verdict)} />
      <div>
        <div>
          <strong>{t(`stage.${stage}`)}</strong>{' '}
          {by !== '' && (
            <span className="packet-by">
              <LinkedText text={by} />
            </span>
          )}
        </div>
        <div className="packet-because">
          <LinkedText text={because} />
        </div>
        {opening !== undefined && <OpenRule opening={opening} />}
      </div>
    </li>
  );
}

/** How such a packet is sent for real, where there is a data plane. */
function Real({ packet, sender }: { readonly packet: Packet; readonly sender: string }) {
  const { t } = useTranslation('packet');
  const { data: health } = useHealth();
  if (health === undefined) return null;
  const command = realCommand(packet, sender);
  const enforced = health.dataPlane.name !== 'none';
  if (enforced && (command === undefined || packet.destination === '')) return null;
  return (
    <section className="packet-real" aria-label={t('real')}>
      <h2>{t('real')}</h2>
      <p className="packet-note">{t(enforced ? 'realHint' : 'realNone')}</p>
      {enforced && command !== undefined && <CodeBlock text={command} label="tenon exec" />}
    </section>
  );
}
