import type { PublicVerification } from '@lifttrust/shared-types/code/code.contract';
import { dayInWords } from '@lifttrust/shared-types/kernel/time';
import { ownerAnswerWords } from '@lifttrust/shared-types/record/record.contract';
import { maintenanceClasses } from '@lifttrust/shared-types/visit/visit.contract';
import { Card, CardTitle, Cell } from '../../ui/card';
import { Note } from '../../ui/screen';
import { Tag } from '../../ui/tag';
import { ProofView } from './proof-view';
import { ownerAnswerTones, standingInWords } from './public-words';

/** What a printed record must say, and the check that it does. */
export const VerifiedRecord = ({ found }: { found: PublicVerification }) => (
  <>
    <Card id="verified">
      <CardTitle aside={<Tag {...standingInWords(found)} />}>{found.place}</CardTitle>
      <Note>请逐项与手里的纸质记录对照，不一样就是纸上改过。</Note>
      <Cell label="救援识别码" value={found.rescueCode} />
      <Cell label="维保类别" value={maintenanceClasses[found.class]} />
      <Cell label="完成日期" value={dayInWords(found.completedOn)} />
      <Cell label="维保人员" value={found.technicians.join('、')} />
      <Cell label="维保单位" value={found.companyName} />
      <Cell label="使用单位" value={found.ownerName} />
      <Cell label="设备状态等级" value={found.grade} />
      <Cell
        label="使用单位确认"
        aside={<Tag text={ownerAnswerWords[found.ownerAnswer]} tone={ownerAnswerTones[found.ownerAnswer]} />}
      />
    </Card>
    <ProofView proof={found.proof} />
  </>
);
