import { deadlineInWords } from '@lifttrust/shared-types/kernel/time';
import { type Entrapment, rescueApi } from '@lifttrust/shared-types/rescue/rescue.contract';
import { causes } from '@lifttrust/shared-types/rescue/rescue.words';
import { useRouter } from '@tarojs/taro';
import { EvidencePhotos } from '../../features/file/evidence-photos';
import { useEvidence } from '../../features/file/use-evidence';
import { answered } from '../../features/outbox/answered';
import { CauseForm } from '../../features/rescue/cause-form';
import { placeOf, stateTag } from '../../features/rescue/rescue-words';
import { call } from '../../lib/call';
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
  return (
    <Screen id="after-rescue">
      <PageState load={load}>
        {(one) => (
          <>
            <Card id="after-head">
              <CardTitle aside={<Tag {...stateTag(one)} />}>{placeOf(one)}</CardTitle>
              <Cell label="地址" value={one.address} />
            </Card>
            <Proof one={one} onDone={load.replace} />
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

/** The person's own working phone says who they are; the pictures say what was there. */
function Proof({ one, onDone }: PartProps) {
  const evidence = useEvidence();
  const { running, problem, run } = useAct();
  const send = () =>
    run('prove', async () => {
      const given = await outbox.runWithFiles(rescueApi.prove, { entrapmentId: one.id }, evidence.outgoing, {
        label: '困人救援：身份和现场照片',
        keepsFiles: true,
      });
      evidence.forget();
      onDone(await answered(Promise.resolve(given)));
    });
  return (
    <>
      <SectionTitle>身份和现场照片</SectionTitle>
      <EvidenceState one={one} />
      {one.proofs.length > 0 ? (
        <Card id="proofs">
          {namesOf(one).map(({ name, photos }) => (
            <Cell key={name} icon="check" label={name} note={`身份已由本人工作手机确认，照片 ${photos} 张`} />
          ))}
        </Card>
      ) : null}
      {one.may.prove ? (
        <Card id="prove">
          <EvidencePhotos evidence={evidence} hint="拍现场和轿厢，照片里不要有被困的人。最多 9 张。" />
          <Note>提交即确认：您本人到了现场，用的是您自己的工作手机。</Note>
          <Refusals problem={problem} />
          <Button
            id="send-proof"
            icon="send"
            label="提交身份和照片"
            busy={running !== null}
            disabled={evidence.shots.length === 0}
            onPress={send}
          />
        </Card>
      ) : null}
    </>
  );
}

function EvidenceState({ one }: { one: Entrapment }) {
  if (one.evidence === 'complete')
    return <Notice id="evidence-state" tone="success" title="到场的人都补交了" />;
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
      lines={['到过现场的每个人各交一次。过时未交，证据会标为存疑。']}
    />
  );
}

const namesOf = ({ proofs }: Entrapment): { name: string; photos: number }[] => {
  const people = [...new Map(proofs.map(({ personId, name }) => [personId, name]))];
  return people.map(([id, name]) => ({
    name,
    photos: proofs.filter(({ personId, kind }) => personId === id && kind === 'photo').length,
  }));
};
