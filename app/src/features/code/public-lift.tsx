import type { PublicLift } from '@lifttrust/shared-types/code/code.contract';
import { dayInWords, instantInWords } from '@lifttrust/shared-types/kernel/time';
import { maintenanceClasses } from '@lifttrust/shared-types/visit/visit.contract';
import { Text, View } from '@tarojs/components';
import { Card, CardTitle, Cell } from '../../ui/card';
import { LiftCard } from '../../ui/lift-card';
import { openPage } from '../../ui/navigate';
import { Notice } from '../../ui/notice';
import { ProofSeal } from '../../ui/proof-seal';
import { Note, SectionTitle } from '../../ui/screen';
import { Tag } from '../../ui/tag';
import { farDayInWords, gradeInWords, maintenanceInWords, ownerSaid, standingInWords } from './public-words';
import { StoppedNotice } from './stopped-notice';
import './code.scss';

/** What a passenger sees: is it looked after, by whom, in what state; and how to check that. */
export const PublicLiftView = ({ lift, token }: { lift: PublicLift; token: string }) => (
  <>
    {lift.codeState === 'replaced' ? (
      <Notice
        tone="warning"
        title="这张二维码已经换过新的"
        lines={['下面仍是这台电梯的信息。', '请告诉物业：该换上新码了。']}
      />
    ) : null}
    <StoppedNotice lift={lift} />
    <LiftCard lift={lift}>
      <Text className="screen__note">{lift.address}</Text>
    </LiftCard>
    <Maintenance lift={lift} />
    <Card>
      <Cell label="维保单位" value={lift.companyName} />
      <Cell label="使用单位" value={lift.ownerName} />
      <Cell label="辖区检验机构" value={lift.inspectionBody || '待补'} />
      <Cell label="使用登记证" value={lift.registrationNumber || '待补'} />
      <Cell label="上次检验" value={lift.lastInspectionOn ? farDayInWords(lift.lastInspectionOn) : '待补'} />
      <Cell label="下次检验" value={lift.nextInspectionOn ? farDayInWords(lift.nextInspectionOn) : '待补'} />
    </Card>
    <SectionTitle>最近的维保</SectionTitle>
    {lift.visits.length === 0 ? <NoVisits /> : null}
    {lift.visits.map((visit) => (
      <PublicVisit key={visit.recordId} visit={visit} token={token} />
    ))}
    <Card>
      <Cell
        id="to-past"
        label="这台电梯的历史"
        note="故障、困人、检验、监督和更早的维保"
        onPress={() => openPage('report/past', { token })}
      />
    </Card>
    <Note>查询时间 {instantInWords(lift.queriedAt)}。看到别人发来的截图，请先核对这个时间。</Note>
  </>
);

const Maintenance = ({ lift }: { lift: PublicLift }) => {
  const words = maintenanceInWords(lift);
  const grade = gradeInWords(lift.grade);
  return (
    <Card>
      <CardTitle aside={<Tag text={words.title} tone={words.tone} />}>维保</CardTitle>
      <Text>{words.line}</Text>
      <View className="public-lift__rule" />
      <CardTitle aside={<Tag text={lift.grade ?? '未评定'} tone={grade.tone} />}>设备状态等级</CardTitle>
      {grade.text ? <Text>{grade.text}</Text> : null}
      {lift.gradeOn ? <Note>维保人员 {dayInWords(lift.gradeOn)} 评定</Note> : null}
    </Card>
  );
};

const NoVisits = () => (
  <Card>
    <Text>这里还没有维保记录。</Text>
    <Note>本系统启用之前的记录，请向使用单位查询。</Note>
  </Card>
);

const OwnerSaid = ({ visit }: { visit: PublicLift['visits'][number] }) => {
  const said = ownerSaid(visit);
  if (!said) return null;
  return visit.ownerAnswer === 'defaulted' ? <Tag text={said} tone="warning" /> : <Note>{said}</Note>;
};

const PublicVisit = ({ visit, token }: { visit: PublicLift['visits'][number]; token: string }) => (
  <Card>
    <CardTitle aside={<Tag {...standingInWords(visit)} />}>
      {dayInWords(visit.on)} · {maintenanceClasses[visit.class]}
    </CardTitle>
    <Text>{visit.technicians.join('、')}</Text>
    <Note>{visit.companyName}</Note>
    <OwnerSaid visit={visit} />
    {visit.standing === 'amended' ? <Note>封存后有更正，核对存证时一并显示。</Note> : null}
    <ProofSeal
      id={`seal-${visit.recordId}`}
      logNumber={visit.logNumber}
      date={dayInWords(visit.on)}
      onPress={() => openPage('proof/record', { token, recordId: visit.recordId })}
    />
  </Card>
);
