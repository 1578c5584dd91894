import './time.css';
import { useTranslation } from 'react-i18next';
import { AccountsCard } from './AccountsCard.tsx';
import { ClockCard } from './ClockCard.tsx';
import { FaultsCard } from './FaultsCard.tsx';
import { ResetCard } from './ResetCard.tsx';
import { SnapshotsCard } from './SnapshotsCard.tsx';

/** What a tester does with the world itself: its time, its faults, and all of it at once. */
export default function TimePage() {
  const { t } = useTranslation('time');
  return (
    <div className="time">
      <h1>{t('title')}</h1>
      <div className="time-cards">
        <ClockCard />
        <FaultsCard />
        <SnapshotsCard />
        <AccountsCard />
        <ResetCard />
      </div>
    </div>
  );
}
