import { deadlineInWords } from '@lifttrust/shared-types/kernel/time';
import { type Entrapment, rescueApi } from '@lifttrust/shared-types/rescue/rescue.contract';
import { causes } from '@lifttrust/shared-types/rescue/rescue.words';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { IdentityWays, type Way } from '../../features/face/identity-ways';
import { EvidencePhotos } from '../../features/file/evidence-photos';
import { useEvidence } from '../../features/file/use-evidence';
import { answered } from '../../features/outbox/answered';
import { CauseForm } from '../../features/rescue/cause-form';
import { placeOf, stateTag } from '../../features/rescue/rescue-words';
import { call } from '../../lib/call';
import { useLive } from '../../lib/use-live';
import { outbox } from '../../outbox/outbox';
import { Button } from '../../ui/button';
import { Card, CardTitle, Cell } from '../../ui/card';
import { Notice } from '../../ui/notice';
import { PageState, Refusals } from '../../ui/page-state';
import { Note, Screen, SectionTitle } from '../../ui/screen';
import { Tag } from '../../ui/tag';
import { useAct } from '../../ui/use-act';
import { useLoad } from '../../ui/use-load';

/** What a rescuer owes once people are out: who they are, pictures, why it happened (DECISIONS 34). */
export default function AfterRescuePage() {
  const entrapmentId = useRouter().params.entrapmentId ?? '';
  const load = useLoad(() => call(rescueApi.show, { entrapmentId }));
  // A reviewer's word, or a colleague's pictures, may complete it while the page is open.
  useLive(`entrapment:${entrapmentId}`, load.reload);
  return (
    <Screen id="after-rescue">
      <PageState load={load}>
        {(one) => (
          <>
            <Card id="after-head">
              <CardTitle aside={<Tag {...stateTag(one)} />}>{placeOf(one)}</CardTitle>
              <Cell label="地址" value={one.address} />
            </Card>
            <SectionTitle>身份和现场照片</SectionTitle>
            <EvidenceState one={one} />
            <WhoCame one={one} />
            {one.may.prove ? <Proof one={one} onDone={load.replace} /> : null}
            {one.may.identify ? <Identity one={one} onFinished={load.reload} /> : null}
            <SectionTitle>原因和处置</SectionTitle>
            {one.cause ? (
              <Card id="cause-given">
                <Cell label="原因" value={`${causes[one.cause.first].word}／${one.cause.second}`} />
                {one.part ? <Cell label="部件" value={one.part} /> : null}
                <Note>{one.measures}</Note>
              </Card>
            ) : null}
            {one.may.report ? <CauseForm one={one} onDone={load.replace} /> : null}
            {one.may.report || one.cause ? null : <Note>这起救援已结案，不能再填。</Note>}
          </>
        )}
      </PageState>
    </Screen>
  );
}

interface PartProps {
  one: Entrapment;
  onDone: (one: Entrapment) => void;
}

/** By the same check as at maintenance, only afterwards: nobody waits for it while somebody is trapped. */
function Identity({ one, onFinished }: { one: Entrapment; onFinished: () => void }) {
  const [way, setWay] = useState<Way | null>(null);
  return (
    <>
      <SectionTitle>核验是您本人</SectionTitle>
      <IdentityWays jobId={one.id} offline={null} way={way} onWay={setWay} onFinished={onFinished} />
    </>
  );
}

/** Pictures of the place, from the person's own working phone. */
function Proof({ one, onDone }: PartProps) {
  const evidence = useEvidence();
  const { running, problem, run } = useAct();
  const send = () =>
    run('prove', async () => {
      const given = await outbox.runWithFiles(rescueApi.prove, { entrapmentId: one.id }, evidence.outgoing, {
        label: '困人救援：现场照片',
        keepsFiles: true,
      });
      evidence.forget();
      onDone(await answered(Promise.resolve(given)));
    });
  return (
    <Card id="prove">
      <EvidencePhotos evidence={evidence} hint="拍现场和轿厢，照片里不要有被困的人。最多 9 张。" />
      <Note>提交即确认：您本人到了现场，用的是您自己的工作手机。</Note>
      <Refusals problem={problem} />
      <Button
        id="send-proof"
        icon="send"
        label="提交现场照片"
        busy={running !== null}
        disabled={evidence.shots.length === 0}
        onPress={send}
      />
    </Card>
  );
}

const identityWords: Record<string, string> = {
  none: '身份还没有核验',
  running: '身份还没有核验',
  accepted: '身份核验通过',
  in_review: '身份照片已交，等人核验',
  rejected: '身份核验没有通过',
};

/** Everybody who came, and what each has handed in so far. */
function WhoCame({ one }: { one: Entrapment }) {
  const people = whoCame(one);
  if (people.length === 0) return null;
  return (
    <Card id="proofs">
      {people.map(({ personId, name, identity, photos }) => (
        <Cell
          key={personId}
          icon={photos > 0 && (identity === 'accepted' || identity === 'in_review') ? 'check' : 'clock'}
          label={name}
          note={[identityWords[identity ?? ''], photos > 0 ? `照片 ${photos} 张` : '照片还没有交']
            .filter(Boolean)
            .join('，')}
        />
      ))}
    </Card>
  );
}

function EvidenceState({ one }: { one: Entrapment }) {
  if (one.evidence === 'complete')
    return <Notice id="evidence-state" tone="success" title="到场的人都核验了身份，照片也交齐了" />;
  if (one.evidence === 'suspect')
    return (
      <Notice
        id="evidence-state"
        tone="warning"
        title="已过补交时间"
        lines={['证据已标为存疑，救援本身照样有效。现在补交的仍会保存。']}
      />
    );
  return one.evidenceDueAt === null ? (
    <Note>这次救援不用补交身份和照片。</Note>
  ) : (
    <Notice
      id="evidence-state"
      tone="brand"
      title={`请在 ${deadlineInWords(one.evidenceDueAt)} 前补交`}
      lines={['到过现场的每个人都要核验身份、交照片。过时未交，证据会标为存疑。']}
    />
  );
}

const whoCame = ({ summoned, proofs }: Entrapment) => {
  const asked = summoned.filter(({ identity, arrivedAt }) => identity !== null && arrivedAt !== null);
  const known = new Map(asked.map(({ personId, name, identity }) => [personId, { name, identity }]));
  for (const { personId, name } of proofs)
    if (!known.has(personId)) known.set(personId, { name, identity: null });
  return [...known].map(([personId, { name, identity }]) => ({
    ...{ personId, name, identity },
    photos: proofs.filter((proof) => proof.personId === personId && proof.kind === 'photo').length,
  }));
};
