import type { PublicLift } from '@lifttrust/shared-types/code/code.contract';
import { openPublicPage } from '../../platform/public-page';
import { Card, CardTitle, Cell } from '../../ui/card';
import { LiftCard } from '../../ui/lift-card';
import { Notice } from '../../ui/notice';
import { Refusals } from '../../ui/page-state';
import { Note } from '../../ui/screen';
import { Tag } from '../../ui/tag';
import { useAct } from '../../ui/use-act';
import { farDayInWords, maintenanceInWords } from './public-words';
import { StoppedNotice } from './stopped-notice';

/** A lift that is not the reader's: in short what everybody may know, and the way to the page that says all of it. */
export function PublicBrief({ lift, code }: { lift: PublicLift; code: string }) {
  const act = useAct();
  const { title, line, tone } = maintenanceInWords(lift);
  return (
    <>
      <Notice id="not-yours" tone="plain" title="这台电梯不归您管" lines={['下面是公众看到的信息。']} />
      <StoppedNotice lift={lift} />
      <LiftCard lift={lift}>
        <Note>{lift.address}</Note>
      </LiftCard>
      <Card>
        <CardTitle aside={<Tag text={title} tone={tone} />}>维保</CardTitle>
        <Note>{line}</Note>
        <Cell label="辖区检验机构" value={lift.inspectionBody || '待补'} />
        <Cell label="使用单位" value={lift.ownerName || '待补'} />
        <Cell
          label="上次检验"
          value={lift.lastInspectionOn ? farDayInWords(lift.lastInspectionOn) : '待补'}
        />
        <Cell
          label="下次检验"
          value={lift.nextInspectionOn ? farDayInWords(lift.nextInspectionOn) : '待补'}
        />
      </Card>
      <Card>
        <Cell
          id="open-public"
          icon="people"
          label="打开公众页面"
          note="维保记录、报修、投诉都在那里"
          onPress={() => void act.run('public', () => openPublicPage(code))}
        />
      </Card>
      <Refusals problem={act.problem} />
    </>
  );
}
