import { supervisionApi } from '@lifttrust/shared-types/supervision/supervision.contract';
import { lazy, Suspense } from 'react';
import { useLoad } from '../../lib/load';
import { instantInWords } from '../../lib/words';
import { Page } from '../../ui/page';
import { Read } from '../../ui/problem';
import { OverviewCards } from './overview-cards';

const RecordsByDay = lazy(() => import('./records-by-day'));

export function Component() {
  const overview = useLoad(supervisionApi.overview, {});
  const asOf = overview.data ? `截至 ${instantInWords(overview.data.asOf)}` : undefined;
  return (
    <Page title="今日" note={asOf}>
      <Read from={overview}>
        {(data) => (
          <>
            <OverviewCards overview={data} />
            <Suspense fallback={null}>
              <RecordsByDay days={data.recordsByDay} />
            </Suspense>
          </>
        )}
      </Read>
    </Page>
  );
}
