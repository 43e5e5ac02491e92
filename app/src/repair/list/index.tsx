import { callOutApi } from '@lifttrust/shared-types/call-out/call-out.contract';
import { useState } from 'react';
import { RepairCard } from '../../features/repair/repair-card';
import { call } from '../../lib/call';
import { session } from '../../lib/session';
import { openPage } from '../../ui/navigate';
import { Empty, PageState } from '../../ui/page-state';
import { Screen } from '../../ui/screen';
import { Tabs } from '../../ui/tabs';
import { useLoad } from '../../ui/use-load';

type Shown = 'open' | 'mine' | 'all';
const all = { key: 'all' as Shown, label: '全部' };
const sentToMe = {
  key: 'mine' as Shown,
  label: '派给我的',
  nothing: '单位派给您的急修会出现在这里，并发消息提醒。',
};
const toSend = { key: 'open' as Shown, label: '未办结', nothing: '有人报修，会出现在这里，请您派单。' };

/** Repairs that I was sent to, or that I send others to; with the closed ones and what I reported under the second tab. */
export default function RepairsPage() {
  const own = session.me()?.role === 'company_admin' ? toSend : sentToMe;
  const [show, setShow] = useState(own.key);
  return (
    <Screen id="repairs">
      <Tabs tabs={[own, all]} chosen={show} onChoose={setShow} />
      <Repairs key={show} show={show} nothing={own.nothing} />
    </Screen>
  );
}

function Repairs({ show, nothing }: { show: Shown; nothing: string }) {
  const load = useLoad(() => call(callOutApi.list, { show, pageSize: 50 }));
  return (
    <PageState load={load}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty icon="check" title="没有急修" line={nothing} />
        ) : (
          items.map((job) => (
            <RepairCard
              key={job.id}
              job={job}
              onPress={() => openPage('repair/job', { callOutId: job.id })}
            />
          ))
        )
      }
    </PageState>
  );
}
