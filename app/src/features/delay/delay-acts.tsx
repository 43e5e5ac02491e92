import type { Delay } from '@lifttrust/shared-types/delay/delay.contract';
import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { useState } from 'react';
import { device } from '../../platform/device';
import { Button } from '../../ui/button';
import { DayField } from '../../ui/day-field';
import { Refusals } from '../../ui/page-state';
import { Note } from '../../ui/screen';
import { Sheet } from '../../ui/sheet';
import { useAct } from '../../ui/use-act';
import { endDelay, withdrawDelay } from './delay-commands';

interface Props {
  delay: Delay;
  onMoved: (delay: Delay) => void;
  /** Somebody may have decided meanwhile. */
  onRefused: () => void;
}

/** What the company may still do with its explanation; neither can be taken back. */
export function DelayActs({ delay, onMoved, onRefused }: Props) {
  const { may } = delay;
  const today = dayOf(device.now());
  const [asking, setAsking] = useState<'withdraw' | 'end' | null>(null);
  const [endedOn, setEndedOn] = useState(today);
  const { running, problem, run, clear } = useAct(onRefused);
  const ask = (what: typeof asking) => {
    clear();
    setAsking(what);
  };
  const act = (send: () => Promise<Delay>) =>
    run('move', async () => {
      onMoved(await send());
      setAsking(null);
    });
  return (
    <>
      {may.end ? (
        <Button id="to-end" kind="secondary" icon="check" label="障碍已解除" onPress={() => ask('end')} />
      ) : null}
      {may.withdraw ? (
        <Button id="to-withdraw" kind="quiet" label="撤回这份说明" onPress={() => ask('withdraw')} />
      ) : null}
      <Sheet open={asking === 'withdraw'} title="撤回这份说明？" onClose={() => ask(null)}>
        <Note>撤回后这 {delay.lifts.length} 台电梯不再有说明，不能恢复；需要时可以重新写。</Note>
        <Refusals problem={problem} />
        <Button
          id="withdraw-confirm"
          kind="danger"
          label="撤回"
          busy={running !== null}
          onPress={() => act(() => withdrawDelay(delay.id))}
        />
      </Sheet>
      <Sheet open={asking === 'end'} title="障碍哪天解除的？" onClose={() => ask(null)}>
        <Note>从这一天起 3 天内完成首次维保；期间到期的季度、半年、年度项目一并完成。登记后不能改。</Note>
        <DayField
          id="ended-on"
          label="解除日期"
          value={endedOn}
          from={addDays(today, -90)}
          until={today}
          onChange={setEndedOn}
        />
        <Refusals problem={problem} />
        <Button
          id="end-confirm"
          label="登记解除"
          busy={running !== null}
          onPress={() => act(() => endDelay(delay.id, endedOn))}
        />
      </Sheet>
    </>
  );
}
