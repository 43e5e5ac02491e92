import { callOutApi } from '@lifttrust/shared-types/call-out/call-out.contract';
import { useState } from 'react';
import { RepairCard } from '../../features/repair/repair-card';
import { call } from '../../lib/call';
import { openPage } from '../../ui/navigate';
import { Empty, PageState } from '../../ui/page-state';
import { Screen } from '../../ui/screen';
import { Tabs } from '../../ui/tabs';
import { useLoad } from '../../ui/use-load';

const tabs = [
  { key: 'mine' as const, label: '派给我的' },
  { key: 'all' as const, label: '全部' },
];

/** Repairs that I was sent to; with the closed ones and what I reported under the second tab. */
export default function RepairsPage() {
  const [show, setShow] = useState<'mine' | 'all'>('mine');
  return (
    <Screen id="repairs">
      <Tabs tabs={tabs} chosen={show} onChoose={setShow} />
      <Repairs key={show} show={show} />
    </Screen>
  );
}

function Repairs({ show }: { show: 'mine' | 'all' }) {
  const load = useLoad(() => call(callOutApi.list, { show, pageSize: 50 }));
  return (
    <PageState load={load}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty icon="check" title="没有急修" line="单位派给您的急修会出现在这里，并发消息提醒。" />
        ) : (
          <>
            {items.map((job) => (
              <RepairCard
                key={job.id}
                job={job}
                onPress={() => openPage('repair/job', { callOutId: job.id })}
              />
            ))}
          </>
        )
      }
    </PageState>
  );
}
