import { dayOf } from '@lifttrust/shared-types/kernel/time';
import type { Presence } from '@lifttrust/shared-types/visit/visit.contract';
import { maintenanceClasses } from '@lifttrust/shared-types/visit/visit.contract';
import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import type { VisitOnPhone } from '../../offline/reduce';
import { device } from '../../platform/device';
import { Button } from '../../ui/button';
import { Card, CardTitle } from '../../ui/card';
import { LiftCard } from '../../ui/lift-card';
import { openPage } from '../../ui/navigate';
import { Refusals } from '../../ui/page-state';
import { Steps } from '../../ui/steps';
import { Tag } from '../../ui/tag';
import { PaperNote } from '../paperless/paper-note';
import { keptReceipt } from '../record/kept-receipt';
import { ReceiptCard } from '../record/receipt-card';
import { OnPhoneNotices } from './on-phone-notices';
import { Presences } from './presences';
import type { VisitActs } from './use-visit-acts';
import { visitSteps } from './visit-steps';
import { dueInWords } from './visit-words';
import './visit.scss';

interface Props {
  pack: VisitOnPhone;
  acts: VisitActs;
}

export function VisitView({ pack, acts }: Props) {
  const { mine } = pack;
  // An old pack's own time would say that nothing is due yet.
  const due = dueInWords(pack.dueOn, dayOf(Math.max(pack.serverTime, device.now())));
  const receipt = keptReceipt(pack.id);
  return (
    <>
      <LiftCard lift={pack.lift}>
        <View className="visit-tile__tags">
          <Tag text={maintenanceClasses[pack.class]} tone="brand" icon="list" />
          {pack.state === 'submitted' ? (
            <Tag text="已封存" tone="success" />
          ) : (
            <Tag text={due.text} tone={due.tone} icon="clock" />
          )}
        </View>
        <PaperNote paper={pack.paper} />
      </LiftCard>
      <OnPhoneNotices visit={pack} />
      <Refusals problem={acts.problem} />
      {receipt ? <ReceiptCard receipt={receipt} /> : null}
      {mine ? (
        <Card id="steps">
          <CardTitle>步骤</CardTitle>
          <Steps lines={visitSteps(pack, mine, stepActions(pack, mine, acts))} />
        </Card>
      ) : null}
      <Presences pack={pack} />
      {pack.state === 'planned' ? <NotOnTime pack={pack} /> : null}
    </>
  );
}

/** Whoever cannot get in says so from here; the due day stays (DLY-03). */
const NotOnTime = ({ pack }: { pack: VisitOnPhone }) => (
  <Button
    id="to-delay"
    kind="quiet"
    label="不能按期做？写延期说明"
    onPress={() =>
      openPage('technician/new-delay', { liftId: pack.lift.id, ...(pack.dueOn ? { dueOn: pack.dueOn } : {}) })
    }
  />
);

/** What can be done at a step without leaving the page, beside the one main action at the foot. */
function stepActions(pack: VisitOnPhone, mine: Presence, acts: VisitActs): Record<string, ReactNode> {
  if (pack.state === 'submitted') return {};
  const beforeStart = mine.startedAt === null;
  const working = !beforeStart && mine.signedAt === null;
  const inexact = mine.positionVerdict === 'weak' || mine.positionVerdict === 'outside';
  const actions: Record<string, ReactNode> = {};
  if (mine.codeAt !== null && beforeStart && (inexact || acts.positionFailed)) {
    actions.position = <PositionWays mine={mine} acts={acts} />;
  }
  if (working) Object.assign(actions, workActions(pack, mine, acts));
  return actions;
}

/** Never a dead end: another try, or a picture of the spot instead (CHK-04). */
const PositionWays = ({ mine, acts }: { mine: Presence; acts: VisitActs }) => (
  <View className="visit__buttons">
    <Button
      id="position-again"
      kind="secondary"
      icon="pin"
      label="重新定位"
      busy={acts.running === 'position'}
      busyLabel="正在定位…"
      onPress={acts.position}
    />
    {mine.positionEvidence ? null : (
      <Button
        id="position-photo"
        kind="secondary"
        icon="camera"
        label="拍一张现场照片"
        busy={acts.running === 'position-photo'}
        busyLabel="正在上传…"
        onPress={acts.positionPhoto}
      />
    )}
  </View>
);

function workActions(pack: VisitOnPhone, mine: Presence, acts: VisitActs): Record<string, ReactNode> {
  const query = { visitId: pack.id };
  const lead = mine.role === 'lead';
  return {
    items: (
      <Button
        id="open-checklist"
        kind="secondary"
        icon="list"
        label={lead ? '填写检查项目' : '看检查项目'}
        onPress={() => openPage('technician/checklist', query)}
      />
    ),
    photos: (
      <Button
        id="open-photos"
        kind="secondary"
        icon="camera"
        label="拍现场照片"
        onPress={() => openPage('technician/photos', query)}
      />
    ),
    grade: lead ? (
      <Button
        id="open-grade"
        kind="secondary"
        icon="shield"
        label={pack.grade ? '改等级' : '给出等级'}
        onPress={acts.openGrade}
      />
    ) : null,
  };
}
