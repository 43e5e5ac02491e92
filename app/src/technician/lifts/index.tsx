import type { ResultOf } from '@lifttrust/shared-types/kernel/endpoint';
import { staffApi } from '@lifttrust/shared-types/staff/staff.contract';
import { MyLifts } from '../../features/staff/my-lifts';
import { call } from '../../lib/call';
import { PageState, Refusals } from '../../ui/page-state';
import { Screen } from '../../ui/screen';
import { useAct } from '../../ui/use-act';
import { useLoad } from '../../ui/use-load';

const pageSize = 30;

export default function LiftsPage() {
  const load = useLoad<ResultOf<typeof staffApi.mine>>(() => call(staffApi.mine, { pageSize }));
  const { run, running, problem } = useAct();
  const more = () =>
    run('more', async () => {
      const known = load.value;
      if (!known) return;
      const next = await call(staffApi.mine, { pageSize, page: known.page + 1 });
      load.replace({ ...next, items: [...known.items, ...next.items] });
    });
  return (
    <Screen id="my-lifts">
      <PageState load={load}>
        {({ items, total, today }) => (
          <MyLifts
            items={items}
            total={total}
            today={today}
            busy={running !== null}
            onMore={more}
            onReload={load.reload}
          />
        )}
      </PageState>
      <Refusals problem={problem} />
    </Screen>
  );
}
