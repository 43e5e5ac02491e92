import { callOutApi } from '@lifttrust/shared-types/call-out/call-out.contract';
import { type CallOutState, faultInWords } from '@lifttrust/shared-types/call-out/call-out.rules';
import type { CallOutCard } from '@lifttrust/shared-types/call-out/call-out.view.contract';
import { call } from '../../lib/call';
import { Button } from '../../ui/button';
import { openPage } from '../../ui/navigate';
import { Notice } from '../../ui/notice';
import { useLoad } from '../../ui/use-load';

const shown = 2;

/** What a technician does next; in the other states somebody else has the next word. */
const next: Partial<Record<CallOutState, string>> = {
  dispatched: '请接单；去不了请说明原因，单位会改派。',
  accepted: '已接单，到场后扫电梯上的码签到。',
  arrived: '已到场，核验身份后开始处理。',
  in_progress: '正在处理，修好后请完工。',
};
const waits = ({ state }: CallOutCard): boolean => next[state] !== undefined;

/** Repairs that wait for this technician, before the day's maintenance: somebody stands before a lift that does not run. */
export function RepairBanner() {
  const load = useLoad(() => call(callOutApi.list, { show: 'mine', pageSize: 20 }));
  const waiting = (load.value?.items ?? []).filter(waits);
  return (
    <>
      {waiting.slice(0, shown).map((job) => (
        <Notice
          key={job.id}
          id={`repair-waits-${job.id}`}
          tone="warning"
          title={`派给您的急修：${job.lift.place} ${job.lift.ownNumber}`}
          lines={[faultInWords(job), next[job.state] ?? '']}
        >
          <Button
            id={`open-repair-${job.id}`}
            kind="secondary"
            label="打开急修"
            onPress={() => openPage('repair/job', { callOutId: job.id })}
          />
        </Notice>
      ))}
      {waiting.length > shown ? (
        <Button
          id="more-repairs"
          kind="quiet"
          icon="list"
          label={`还有 ${waiting.length - shown} 件急修`}
          onPress={() => openPage('repair/list')}
        />
      ) : null}
    </>
  );
}
