import { delayApi } from '@lifttrust/shared-types/delay/delay.contract';
import { DelayList } from '../../features/delay/delay-list';
import { call } from '../../lib/call';
import { Button } from '../../ui/button';
import { openPage } from '../../ui/navigate';
import { PageState, Refusals } from '../../ui/page-state';
import { Screen } from '../../ui/screen';
import { useAct } from '../../ui/use-act';
import { useLoad } from '../../ui/use-load';

const pageSize = 20;

export default function DelaysPage() {
  const load = useLoad(() => call(delayApi.list, { pageSize }));
  const { run, running, problem } = useAct();
  const more = () =>
    run('more', async () => {
      const known = load.value;
      if (!known) return;
      const next = await call(delayApi.list, { pageSize, page: known.page + 1 });
      load.replace({ ...next, items: [...known.items, ...next.items] });
    });
  return (
    <Screen
      id="delays"
      footer={
        <Button
          id="to-new-delay"
          icon="pen"
          label="写延期说明"
          onPress={() => openPage('technician/new-delay')}
        />
      }
    >
      <PageState load={load}>
        {({ items, total }) => (
          <DelayList items={items} total={total} busy={running !== null} onMore={more} />
        )}
      </PageState>
      <Refusals problem={problem} />
    </Screen>
  );
}
