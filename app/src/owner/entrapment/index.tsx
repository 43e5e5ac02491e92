import { type Entrapment, rescueApi } from '@lifttrust/shared-types/rescue/rescue.contract';
import { useRouter } from '@tarojs/taro';
import { EntrapmentList } from '../../features/rescue/entrapment-list';
import { type Rescue, RescueFrame, useRescue } from '../../features/rescue/rescue-frame';
import { isOver } from '../../features/rescue/rescue-words';
import { call } from '../../lib/call';
import { Button } from '../../ui/button';
import { Card, CardTitle } from '../../ui/card';
import { Refusals } from '../../ui/page-state';
import { Note, Screen, Title } from '../../ui/screen';
import { Sheet } from '../../ui/sheet';

/** The owner's people: come to the lift, start the plan, read out the code, say who has come. Without an id the list. */
export default function OwnerRescuePage() {
  const { entrapmentId } = useRouter().params;
  if (entrapmentId) return <OneRescue entrapmentId={entrapmentId} />;
  return (
    <Screen id="rescues">
      <Title>困人救援</Title>
      <EntrapmentList page="owner/entrapment" />
    </Screen>
  );
}

type Came = 'company' | 'station';
const cameWords = { company: '维保人员到了', station: '救援站人员到了' } as const;

function OneRescue({ entrapmentId }: { entrapmentId: string }) {
  const rescue = useRescue<Came>(entrapmentId);
  return (
    <RescueFrame
      rescue={rescue}
      page="owner/entrapment"
      next={(one) => <NextStep one={one} rescue={rescue} />}
      questions={(one) => <HaveTheyCome one={one} rescue={rescue} />}
    >
      {({ arrivalCode }) => (arrivalCode ? <CodeToReadOut code={arrivalCode} /> : null)}
    </RescueFrame>
  );
}

/** Of a side those who said that they come, or work at the lift, and whom nobody has seen yet. */
const awaited = ({ summoned }: Entrapment, side: Came) =>
  summoned.filter(
    (row) =>
      row.side === side &&
      (row.arrivedAt === null
        ? row.state === 'accepted'
        : row.arrivalProof === 'on_site' && row.departedAt === null),
  );

function HaveTheyCome({ one, rescue: { entrapmentId, taps, asked, ask } }: StepProps) {
  if (asked !== 'company' && asked !== 'station') return null;
  const close = () => ask(null);
  const confirm = (personIds: string[]) =>
    taps.give(
      'confirmArrival',
      (key) => call(rescueApi.confirmArrival, { entrapmentId, side: asked, personIds }, key),
      close,
    );
  const people = awaited(one, asked);
  const isMore = people.length > 1;
  const busy = taps.isRunning('confirmArrival');
  return (
    <Sheet open title={`${cameWords[asked]}？`} onClose={close}>
      <Note>
        请当面见到人再确认。到场时间从现在记起，呼叫随即停止；点错了请马上打电话给救援中心撤销。
        {isMore ? '有几个人在赶来，请选到的是谁。' : ''}
      </Note>
      <Refusals problem={taps.problem} />
      {isMore
        ? people.map(({ personId, name }) => (
            <Button
              key={personId}
              id={`confirm-came-${personId}`}
              kind="secondary"
              icon="check"
              label={`见到${name}`}
              disabled={busy}
              onPress={() => confirm([personId])}
            />
          ))
        : null}
      {people.length > 0 ? (
        <Button
          id="confirm-came"
          icon="check"
          label={isMore ? '都见到了，确认到场' : `见到${people[0]?.name}，确认到场`}
          busy={busy}
          onPress={() => confirm(people.map(({ personId }) => personId))}
        />
      ) : (
        <Note>他们已经登记到场，或不再赶来。请关闭后查看最新情况。</Note>
      )}
    </Sheet>
  );
}

const CodeToReadOut = ({ code }: { code: string }) => (
  <Card id="arrival-code">
    <CardTitle>到场码 {code}</CardTitle>
    <Note>救援人员到了而手机没有定位时，把这六位数字念给他们。不要提前发给别人。</Note>
  </Card>
);

interface StepProps {
  one: Entrapment;
  rescue: Rescue<Came>;
}

/** Go there first; once people may be there, say so. */
function NextStep({ one, rescue: { entrapmentId, taps, ask } }: StepProps) {
  const { may } = one;
  const came = (side: Came) =>
    awaited(one, side).length > 0 ? (
      <Button
        id={`confirm-${side}`}
        kind={may.accept ? 'secondary' : 'primary'}
        icon="people"
        label={cameWords[side]}
        disabled={taps.isRunning('confirmArrival')}
        onPress={() => ask(side)}
      />
    ) : null;
  if (isOver(one)) return <Note>这起救援已经结束。</Note>;
  return (
    <>
      {may.accept ? (
        <Button
          id="accept"
          icon="check"
          label="我去现场"
          busy={taps.isRunning('accept')}
          busyLabel="正在登记…"
          onPress={() => taps.give('accept', (key) => call(rescueApi.accept, { entrapmentId }, key))}
        />
      ) : null}
      {may.decline ? (
        <Button id="decline" kind="quiet" label="不能去" onPress={() => ask('decline')} />
      ) : null}
      {may.confirmArrival && !may.decline ? (
        <>
          {came('company')}
          {came('station')}
          {awaited(one, 'company').length + awaited(one, 'station').length === 0 ? (
            <Note>救援人员到了，请他们先在手机上接单，您再确认到场；不方便的，请打电话告诉救援中心。</Note>
          ) : null}
        </>
      ) : null}
      {may.free && !may.decline ? (
        <Button
          id="free"
          kind={may.confirmArrival ? 'quiet' : 'primary'}
          icon="people"
          label="人已由我们救出"
          onPress={() => ask('freed')}
        />
      ) : null}
    </>
  );
}
