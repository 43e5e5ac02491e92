import { dayInWords } from '@lifttrust/shared-types/kernel/time';
import type { LiftOfficers } from '@lifttrust/shared-types/officer/officer.contract';
import {
  certificateMissingWords,
  officerPosts,
  officerPostWords,
} from '@lifttrust/shared-types/officer/officer.rules';
import { Card, CardTitle, Cell } from '../../ui/card';
import { Tag } from '../../ui/tag';

interface Props {
  lift: LiftOfficers;
  chosen: boolean;
  onChoose: () => void;
}

const StateTag = ({ lift }: { lift: LiftOfficers }) => {
  if (lift.late) return <Tag tone="danger" text="逾期未报" />;
  if (lift.red) return <Tag tone="danger" text="没有安全员" />;
  if (lift.missing.length > 0) return <Tag tone="warning" text={`期限 ${dayInWords(lift.reportBy)}`} />;
  return <Tag tone="success" text="已报齐" />;
};

/** A lift with the people who answer for it; pressed, it is chosen or no longer. */
/** What the owner reported when; nothing as long as it has not. */
const reportedWords = ({ report }: LiftOfficers): string => {
  if (!report) return '';
  const late = report.daysLate > 0 ? `逾期 ${report.daysLate} 天，` : '';
  return `${late}${dayInWords(report.day)} ${report.by?.name ?? ''}`.trim();
};

export const OfficerLift = ({ lift, chosen, onChoose }: Props) => (
  <Card id={`lift-${lift.liftId}`} tone={chosen ? 'brand' : 'plain'}>
    <CardTitle aside={<StateTag lift={lift} />}>
      {lift.place} {lift.ownNumber}
    </CardTitle>
    {officerPosts.map((post) => {
      const officer = lift.officers.find((one) => one.post === post);
      return (
        <Cell
          key={post}
          label={officerPostWords[post]}
          value={officer?.person.name ?? '未指定'}
          {...(officer?.lacksCertificate ? { note: certificateMissingWords } : {})}
        />
      );
    })}
    {lift.report ? <Cell label="已报送" value={reportedWords(lift)} /> : null}
    <Cell
      id={`choose-${lift.liftId}`}
      icon={chosen ? 'check' : 'list'}
      label={chosen ? '已选中，点一下取消' : '选这台电梯'}
      onPress={onChoose}
    />
  </Card>
);
