import { timeInWords } from '@lifttrust/shared-types/kernel/time';
import { type Entrapment, rescueApi } from '@lifttrust/shared-types/rescue/rescue.contract';
import { callSources } from '@lifttrust/shared-types/rescue/rescue.words';
import { useState } from 'react';
import { call } from '../../lib/call';
import { device } from '../../platform/device';
import { Card, Cell } from '../../ui/card';
import { Refusals } from '../../ui/page-state';
import { Note } from '../../ui/screen';
import { useAct } from '../../ui/use-act';

interface Caller {
  at: number;
  source: keyof typeof callSources;
  phone: string;
}

/** Numbers to call back, for who has accepted; every look is logged. */
export function CallerPhones({ one }: { one: Entrapment }) {
  const [callers, setCallers] = useState<Caller[] | null>(null);
  const { running, problem, run } = useAct();
  if (!one.hasCallerPhone) return null;
  const ask = () =>
    run('callers', async () => setCallers((await call(rescueApi.callers, { entrapmentId: one.id })).items));
  return (
    <Card id="callers">
      {callers === null ? (
        <Cell
          id="ask-callers"
          icon="phone"
          label="给报警人回电话"
          note={running ? '正在读取…' : '接单后可以看号码，查看会留下记录'}
          stays
          onPress={ask}
        />
      ) : null}
      {callers?.length === 0 ? <Note>号码已过保存期，不再保存。</Note> : null}
      {callers?.map(({ at, source, phone }) => (
        <Cell
          key={`${at}-${phone}`}
          icon="phone"
          label={phone}
          note={`${timeInWords(at)} ${callSources[source]}`}
          value="拨打"
          stays
          onPress={() => void device.callPhone(phone).catch(() => undefined)}
        />
      ))}
      <Refusals problem={problem} />
    </Card>
  );
}
