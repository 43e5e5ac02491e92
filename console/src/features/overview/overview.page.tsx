import { supervisionApi } from '@lifttrust/shared-types/supervision/supervision.contract';
import { lazy, Suspense } from 'react';
import { Navigate } from 'react-router';
import { useLoad } from '../../lib/load';
import { isFor, useSession } from '../../lib/session';
import { instantInWords } from '../../lib/words';
import { Page } from '../../ui/page';
import { Read } from '../../ui/problem';
import { OverdueCompanies } from './overdue-companies';
import { OverviewCards } from './overview-cards';

const RecordsByDay = lazy(() => import('./records-by-day'));

/** Who has no district to look after starts at the register. */
export function Component() {
  const role = useSession()?.me.role;
  return isFor(supervisionApi.overview, role) ? <Today /> : <Navigate to="/lifts" replace />;
}

function Today() {
  const overview = useLoad(supervisionApi.overview, {});
  const asOf = overview.data ? `截至 ${instantInWords(overview.data.asOf)}` : undefined;
  return (
    <Page title="今日" note={asOf}>
      <Read from={overview}>
        {(data) => (
          <>
            <OverviewCards overview={data} />
            <OverdueCompanies companies={data.overdueByCompany} />
            <Suspense fallback={null}>
              <RecordsByDay days={data.recordsByDay} />
            </Suspense>
          </>
        )}
      </Read>
    </Page>
  );
}
