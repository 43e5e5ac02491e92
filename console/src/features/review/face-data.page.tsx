import './review.css';
import {
  type Calibration,
  faceDeskApi,
  type StoredFaces,
} from '@lifttrust/shared-types/face/face.desk.contract';
import { Alert, Descriptions, Empty, Progress } from 'antd';
import { useLoad } from '../../lib/load';
import { isFor, useSession } from '../../lib/session';
import { countWords, dateWords } from '../../lib/words';
import { Page, Section } from '../../ui/page';
import { Read } from '../../ui/problem';
import { CalibrationCard } from './calibration-card';

const reasonWords = { withdrawn: '撤回同意', left: '离职', replaced: '重新登记', refused: '登记没有通过' };

export function Component() {
  const stored = useLoad(faceDeskApi.stored, {});
  const calibrations = useLoad(faceDeskApi.calibrations, {});
  return (
    <Page title="人脸数据" note="存了多少人、离备案还有多远；比对基准的每日校准，看过影响再启用。">
      <Read from={stored}>{(found) => <Stored found={found} />}</Read>
      <Read from={calibrations}>
        {({ items, inForce }) => (
          <Calibrations items={items} inForce={inForce} onDecided={calibrations.reload} />
        )}
      </Read>
    </Page>
  );
}

function Stored({ found }: { found: StoredFaces }) {
  const percent = Math.min(100, (100 * found.people) / found.filingFrom);
  return (
    <Section title="存储人数">
      {found.state === 'filing' ? (
        <Alert
          type="error"
          showIcon
          style={{ marginBottom: 12 }}
          message="已达到 10 万人，须在 30 个工作日内向省级网信部门备案。"
          description={
            found.filingDueOn
              ? `期限 ${dateWords(found.filingDueOn)}（未扣除法定节假日）。`
              : '每日检查后会生成任务和期限。'
          }
        />
      ) : null}
      {found.state === 'near' ? (
        <Alert
          type="warning"
          showIcon
          style={{ marginBottom: 12 }}
          message={`已超过 ${countWords(found.alertFrom)} 人，请提前准备备案材料。`}
        />
      ) : null}
      <Progress
        percent={percent}
        showInfo={false}
        status={found.state === 'filing' ? 'exception' : 'normal'}
      />
      <Descriptions
        size="small"
        column={{ xs: 1, md: 3 }}
        items={[
          { key: 'people', label: '存有人脸的人', children: `${countWords(found.people)} 人` },
          { key: 'enrolled', label: '其中登记有效', children: `${countWords(found.enrolled)} 人` },
          { key: 'filing', label: '备案线', children: `${countWords(found.filingFrom)} 人` },
          ...found.deleted.map(({ reason, templates }) => ({
            key: reason,
            label: `已删除（${reasonWords[reason]}）`,
            children: `${countWords(templates)} 份`,
          })),
        ]}
      />
    </Section>
  );
}

function Calibrations({
  items,
  inForce,
  onDecided,
}: {
  items: Calibration[];
  inForce: number | null;
  onDecided: () => void;
}) {
  const role = useSession()?.me.role;
  const mayDecide = isFor(faceDeskApi.decideCalibration, role);
  return (
    <Section
      title="比对基准校准"
      extra={
        <span className="quiet">
          {inForce === null ? '现用：随登记的人即时计算' : `现用：第 ${inForce} 次`}
        </span>
      }
    >
      {items.length === 0 ? (
        <Empty
          image={Empty.PRESENTED_IMAGE_SIMPLE}
          description="还没有校准。登记的人够多后，每天自动算一次；有明显变化才提出。"
        />
      ) : (
        items.map((item) => (
          <CalibrationCard
            key={item.version}
            calibration={item}
            isInForce={item.version === inForce}
            mayDecide={mayDecide && item.state === 'proposed'}
            onDecided={onDecided}
          />
        ))
      )}
    </Section>
  );
}
