import { type Delay, delayApi } from '@lifttrust/shared-types/delay/delay.contract';
import { type DelayReason, delayReasons } from '@lifttrust/shared-types/delay/delay.rules';
import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { sessionApi } from '@lifttrust/shared-types/session/session.contract';
import { staffApi } from '@lifttrust/shared-types/staff/staff.contract';
import { useEffect, useRef, useState } from 'react';
import { call } from '../../lib/call';
import { device } from '../../platform/device';
import { Button } from '../../ui/button';
import { Card, Cell } from '../../ui/card';
import { DayField } from '../../ui/day-field';
import { Field } from '../../ui/field';
import { Refusals } from '../../ui/page-state';
import { KeptOnPhone, type Problem, problemOf } from '../../ui/problem';
import { Lead, Note, Screen, SectionTitle, Title } from '../../ui/screen';
import { Tabs } from '../../ui/tabs';
import { useAct } from '../../ui/use-act';
import { useLoad } from '../../ui/use-load';
import { EvidencePhotos } from '../file/evidence-photos';
import { useEvidence } from '../file/use-evidence';
import { CandidateLifts, type Candidates } from './candidate-lifts';
import { submitDelay } from './delay-commands';
import { kindWords, notOnTime } from './delay-words';

const reasons = Object.entries(delayReasons) as [DelayReason, string][];
const kinds = (['work', 'upload'] as const).map((key) => ({ key, label: kindWords[key] }));

interface Props {
  /** The lift from whose page somebody came, and its due day. */
  liftId: string | undefined;
  dueOn: string | undefined;
  onMade: (delay: Delay) => void;
  /** It waits on the phone: written, not to be written again. */
  onKept: (problem: Problem) => void;
}

/** Why, until when, which lifts, and what proves it: one page, one explanation for one lift or for many. */
export function NewDelay({ liftId, dueOn, onMade, onKept }: Props) {
  const today = dayOf(device.now());
  const soon = addDays(today, 3);
  const [kind, setKind] = useState<'work' | 'upload'>('work');
  const [reason, setReason] = useState<DelayReason | null>(null);
  const [text, setText] = useState('');
  const [expectedOn, setExpectedOn] = useState(dueOn && dueOn > soon ? dueOn : soon);
  const [words, setWords] = useState('');
  const [chosen, setChosen] = useState<string[]>(liftId ? [liftId] : []);
  const evidence = useEvidence();
  const { running, problem, run } = useAct();
  const load = useCandidates(expectedOn, words);
  const proofMissing = reason === 'access_refused' && evidence.shots.length === 0;
  const missing = missingWord({ reason, text, chosen, proofMissing });
  const send = () =>
    run('send', async () => {
      if (!reason) return;
      const draft = { liftIds: chosen, kind, reason, text: text.trim(), expectedOn };
      try {
        onMade(await submitDelay(draft, evidence.outgoing));
      } catch (refusal) {
        if (!(refusal instanceof KeptOnPhone)) throw refusal;
        const kept = problemOf(refusal);
        if (kept) onKept(kept);
      }
    });
  return (
    <Screen
      id="new-delay"
      footer={
        <>
          <Refusals problem={problem} />
          <Button
            id="submit-delay"
            icon="send"
            label={missing ?? `提交 ${chosen.length} 台的说明`}
            busy={running !== null}
            busyLabel="正在提交…"
            disabled={missing !== null}
            onPress={send}
          />
        </>
      }
    >
      <Title>为什么不能按期？</Title>
      <Lead>{notOnTime}</Lead>
      <Tabs tabs={kinds} chosen={kind} onChoose={setKind} />
      <Card id="reasons">
        {reasons.map(([key, word]) => (
          <Cell
            key={key}
            id={`reason-${key}`}
            icon={reason === key ? 'check' : 'plus'}
            label={word}
            {...(reason === key ? { value: '已选' } : {})}
            stays
            onPress={() => setReason(key)}
          />
        ))}
        {reason === 'access_refused' ? (
          <Note>使用单位会收到通知，可以提出异议；须附已通知他们的证明。</Note>
        ) : null}
      </Card>
      <Card>
        <Field
          id="delay-text"
          label="经过"
          value={text}
          lines="many"
          maxLength={500}
          placeholder="例如：11月18日起小区道路积水，车辆不能进入"
          onChange={setText}
        />
        <DayField
          id="expected-on"
          label="预计哪天能恢复维保"
          value={expectedOn}
          from={today}
          until={addDays(today, 90)}
          onChange={setExpectedOn}
        />
      </Card>
      <CandidateLifts
        load={load}
        today={today}
        expectedOn={expectedOn}
        words={words}
        onWords={setWords}
        chosen={chosen}
        onChoose={setChosen}
      />
      <SectionTitle>证明</SectionTitle>
      <EvidencePhotos
        evidence={evidence}
        hint={
          reason === 'access_refused'
            ? '拍下锁着的门，或选一张通知使用单位的聊天截图。加密保存，查看会留下记录。'
            : '现场照片、通知或公告的截图，没有也可以提交。加密保存，查看会留下记录。'
        }
      />
    </Screen>
  );
}

interface Draft {
  reason: DelayReason | null;
  text: string;
  chosen: string[];
  proofMissing: boolean;
}

/** The first thing that is still missing, as the button says it. */
function missingWord({ reason, text, chosen, proofMissing }: Draft): string | null {
  if (!reason) return '先选原因';
  if (text.trim() === '') return '先写经过';
  if (chosen.length === 0) return '先选电梯';
  return proofMissing ? '先附通知使用单位的证明' : null;
}

const restMs = 400;

/** Read anew when the day or the words have come to rest. */
function useCandidates(until: string, words: string) {
  const load = useLoad<Candidates>(() => read(until, words.trim()));
  const { reload } = load;
  const shown = useRef(`${until}${words}`);
  useEffect(() => {
    if (shown.current === `${until}${words}`) return undefined;
    shown.current = `${until}${words}`;
    const timer = setTimeout(reload, restMs);
    return () => clearTimeout(timer);
  }, [until, words, reload]);
  return load;
}

async function read(until: string, q: string): Promise<Candidates> {
  const [{ role }, { items }] = await Promise.all([
    call(sessionApi.me, {}),
    call(delayApi.candidates, { until, ...(q ? { q } : {}) }),
  ]);
  const own =
    role === 'technician'
      ? (await call(staffApi.mine, { pageSize: 100 })).items.map(({ lift }) => lift.id)
      : [];
  return { items, own };
}
