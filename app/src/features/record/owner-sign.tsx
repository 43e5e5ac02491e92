import { dayInWords } from '@lifttrust/shared-types/kernel/time';
import type { RecordDetail } from '@lifttrust/shared-types/record/record.contract';
import { maintenanceClasses } from '@lifttrust/shared-types/visit/visit.contract';
import { useState } from 'react';
import type { PhoneFile } from '../../platform/types';
import { ActionBar } from '../../ui/action-bar';
import { Button } from '../../ui/button';
import { Card, CardTitle, Cell } from '../../ui/card';
import { goBack } from '../../ui/navigate';
import { Notice } from '../../ui/notice';
import { Refusals } from '../../ui/page-state';
import { hasMovedOn } from '../../ui/problem';
import { Lead, Note, Title } from '../../ui/screen';
import { Sheet } from '../../ui/sheet';
import { SignaturePad } from '../../ui/signature-pad';
import { Tabs } from '../../ui/tabs';
import { useAct } from '../../ui/use-act';
import { ownerSign, type Satisfaction } from './record-commands';

const satisfactions: { key: Satisfaction; label: string }[] = [
  { key: '满意', label: '满意' },
  { key: '基本满意', label: '基本满意' },
  { key: '不满意', label: '不满意' },
];

interface Props {
  record: RecordDetail;
  onSigned: (record: RecordDetail) => void;
  /** Somebody else has answered meanwhile: the page then says who. */
  onMovedOn: () => void;
}

/** What is signed in a few lines, a word on the service if one likes (SIG-10), and the name by hand. */
export function OwnerSign({ record, onSigned, onMovedOn }: Props) {
  const [satisfaction, setSatisfaction] = useState<Satisfaction | null>(null);
  const [signing, setSigning] = useState(false);
  const { running, problem, run } = useAct((refusal) => (hasMovedOn(refusal) ? onMovedOn() : undefined));
  const sign = (file: PhoneFile) =>
    run('sign', async () => {
      onSigned(await ownerSign(record, file, satisfaction));
      setSigning(false);
    });
  const late = record.ownerAnswer === 'defaulted';
  if (!record.may.sign) return <Signed record={record} />;
  return (
    <>
      <Title>{late ? '补签这次维保' : '确认这次维保'}</Title>
      <Lead>
        {late
          ? '补签会注明是在默认确认之后签的，默认确认的经过保留。'
          : '您签的就是下面的内容，封存后谁也不能再改。'}
      </Lead>
      <Summary record={record} />
      <Card>
        <CardTitle>对这次服务（可不选）</CardTitle>
        <Tabs tabs={satisfactions} chosen={satisfaction} onChoose={setSatisfaction} />
      </Card>
      <ActionBar>
        <Button id="open-signature" icon="pen" label="手写签名并确认" onPress={() => setSigning(true)} />
      </ActionBar>
      <Sheet open={signing} title="手写签名" onClose={() => setSigning(false)}>
        <Refusals problem={problem} />
        <SignaturePad
          canvasId="owner-signature"
          name="安全员"
          label={late ? '补签' : '确认签字'}
          busy={running !== null}
          onSigned={sign}
        />
      </Sheet>
    </>
  );
}

const Summary = ({ record }: { record: RecordDetail }) => (
  <Card id="summary">
    <Cell label="电梯" value={`${record.place} ${record.ownNumber}`} />
    <Cell label="维保" value={`${dayInWords(record.completedOn)} ${maintenanceClasses[record.class]}`} />
    <Cell label="维保人员" value={record.technicians.join('、')} />
    <Cell
      label="检查项目"
      value={
        record.exceptions > 0
          ? `${record.items.length} 项，其中 ${record.exceptions} 项不是“合格”`
          : `${record.items.length} 项，全部合格`
      }
    />
    <Cell label="设备状态等级" value={record.grade} />
    <Note>内容摘要 {record.contentHash.slice(0, 16)}…</Note>
  </Card>
);

const Signed = ({ record }: { record: RecordDetail }) => (
  <>
    {record.standing === 'voided' ? (
      <Notice
        id="voided"
        tone="plain"
        title="这份记录已作废，不用签字"
        lines={['签字确认的是更正后的记录。']}
      />
    ) : record.ownerAnswer === 'pending' || record.ownerAnswer === 'defaulted' ? (
      <NotASigner />
    ) : (
      <Answered record={record} />
    )}
    <Summary record={record} />
    <Button id="back" kind="secondary" label="返回" onPress={goBack} />
  </>
);

const NotASigner = () => (
  <Notice
    id="no-signer"
    tone="plain"
    title="您不能签这份记录"
    lines={['请安全员、这台电梯的责任人员或受授权的人签字。']}
  />
);

const Answered = ({ record }: { record: RecordDetail }) => (
  <Notice
    id="signed"
    tone={record.ownerAnswer === 'returned' ? 'warning' : 'success'}
    title={record.ownerAnswer === 'returned' ? '这份记录已退回' : '已签字确认'}
    lines={[`${record.ownerSigner ? `${record.ownerSigner}的` : ''}答复已单独封存，原记录没有变。`]}
  />
);
