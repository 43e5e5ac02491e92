import { PhoneOutlined } from '@ant-design/icons';
import { type DeskCall, type DeskLift, hotlineApi } from '@lifttrust/shared-types/hotline/hotline.contract';
import { Button, Input, Space } from 'antd';
import { useEffect, useState } from 'react';
import { useLoad, useWrite } from '../../lib/load';
import { momentWords, timeInWords } from '../../lib/words';
import { Section } from '../../ui/page';
import { Refused } from '../../ui/problem';
import { DeskFind } from './desk-find';
import { SettleCall } from './desk-settle';

/** A call that was taken so short a time ago is most likely still being spoken. */
const stillSpokenMs = 60 * 60_000;
/** Of one's own that wait for their result: more are in the log of calls. */
const mostShown = 5;

interface Props {
  lift: DeskLift | null;
  onLift: (lift: DeskLift | null) => void;
  /** The call is settled; an entrapment where it led to one. */
  onSettled: (entrapmentId: string | null) => void;
}

/**
 * The call that is being answered: taken, the lift found, its result given. One's own call that this page lost (left,
 * loaded anew) is taken up again.
 */
export function DeskCallPanel({ lift, onLift, onSettled }: Props) {
  const [call, setCall] = useState<DeskCall | null>(null);
  const [phone, setPhone] = useState('');
  const [isFirst, setFirst] = useState(true);
  const take = useWrite(hotlineApi.take);
  const own = useLoad(hotlineApi.calls, { open: 'own', pageSize: mostShown });
  useEffect(() => {
    if (!isFirst || own.data === null) return;
    setFirst(false);
    const newest = own.data.items[0];
    if (newest && Date.now() - newest.takenAt < stillSpokenMs) setCall((now) => now ?? newest);
  }, [isFirst, own.data]);
  const answer = async () => {
    const taken = await take.run(phone.trim() === '' ? {} : { phone: phone.trim() });
    if (!taken) return;
    setCall(taken);
    setPhone('');
    own.reload();
  };
  if (call)
    return (
      <Section title={`正在接听 · ${timeInWords(call.takenAt)} 接起`} extra={call.phone || '没有号码'}>
        <SettleCall
          key={call.id}
          call={call}
          lift={lift}
          onLift={onLift}
          onDone={(entrapmentId) => {
            setCall(null);
            onLift(null);
            own.reload();
            onSettled(entrapmentId);
          }}
        />
        <Button
          type="link"
          block
          onClick={() => {
            setCall(null);
            // The next caller is in another lift.
            onLift(null);
          }}
        >
          先接别的来电，这个稍后登记
        </Button>
      </Section>
    );
  return (
    <Section title="来电">
      <Space.Compact block className="stacks">
        <Input
          aria-label="来电号码"
          size="large"
          maxLength={20}
          inputMode="tel"
          placeholder="来电号码，没有就空着"
          value={phone}
          onChange={(event) => setPhone(event.target.value)}
          onPressEnter={() => void answer()}
        />
        <Button
          type="primary"
          size="large"
          icon={<PhoneOutlined />}
          loading={take.busy}
          onClick={() => void answer()}
        >
          接听
        </Button>
      </Space.Compact>
      <p className="quiet">接起电话就点“接听”，系统记下时间；号码加密保存，到期自动删除。</p>
      <Refused error={take.error} onClose={take.clear} />
      <Refused error={own.error} />
      <Unsettled calls={own.data?.items ?? []} total={own.data?.total ?? 0} onTake={setCall} />
      <h3 className="find__title">先查电梯</h3>
      <DeskFind chosen={lift} onChoose={onLift} />
    </Section>
  );
}

interface UnsettledProps {
  calls: readonly DeskCall[];
  total: number;
  onTake: (call: DeskCall) => void;
}

/** Calls that this operator took and said nothing about yet. */
function Unsettled({ calls, total, onTake }: UnsettledProps) {
  if (calls.length === 0) return null;
  return (
    <>
      <h3 className="find__title">您接过、还没有登记结果的 {total} 个</h3>
      <ul className="find__list">
        {calls.map((one) => (
          <li key={one.id}>
            <button type="button" className="find__one" onClick={() => onTake(one)}>
              <span className="find__head">
                <strong>{momentWords(one.takenAt)} 接起</strong>
                <span className="quiet">{one.phone || '没有号码'}</span>
              </span>
              <span>继续登记</span>
            </button>
          </li>
        ))}
      </ul>
      {total > calls.length ? <p className="quiet">更早的在“来电记录”里登记。</p> : null}
    </>
  );
}
