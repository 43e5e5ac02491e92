import {
  type Assigned,
  type LiftStaff,
  staffApi,
  staffPurposes,
} from '@lifttrust/shared-types/staff/staff.contract';
import { Alert, App, Button, Drawer, Empty, List } from 'antd';
import { useWrite } from '../../lib/load';
import { dayWords } from '../../lib/words';
import { Refused } from '../../ui/problem';

interface Props {
  row: LiftStaff | null;
  onClose: () => void;
  onAssign: (row: LiftStaff) => void;
  onChanged: () => void;
}

/** Who answers for one lift, and how it is taken off them. */
export function LiftStaffDrawer({ row, onClose, onAssign, onChanged }: Props) {
  const { modal, message } = App.useApp();
  const release = useWrite(staffApi.release);
  const nameOf = ({ person, unit }: Assigned) => person?.name ?? unit?.name ?? '';
  const ask = (one: Assigned) =>
    modal.confirm({
      title: `解除${nameOf(one)}的${staffPurposes[one.purpose]}分配？`,
      content: '解除后如果不足两名维保人员，这台电梯会转为缺人，并生成待办。',
      okText: '解除',
      cancelText: '不解除',
      okButtonProps: { danger: true },
      onOk: async () => {
        const left = await release.run({ assignmentId: one.assignmentId });
        if (!left) return;
        message.success(left.missing > 0 ? `已解除，还缺 ${left.missing} 名维保人员。` : '已解除。');
        onChanged();
      },
    });
  return (
    <Drawer
      open={row !== null}
      width={460}
      title={row ? `${row.lift.place} ${row.lift.ownNumber}` : ''}
      onClose={onClose}
      footer={
        row ? (
          <Button type="primary" block onClick={() => onAssign(row)}>
            分配人员
          </Button>
        ) : null
      }
    >
      {row ? (
        <>
          {row.missing > 0 ? (
            <Alert
              showIcon
              type="warning"
              message={`还缺 ${row.missing} 名维保人员。`}
              style={{ marginBottom: 12 }}
            />
          ) : (
            <p>现在可以去的维保人员：{row.maintainers.map(({ name }) => name).join('、')}。</p>
          )}
          <Refused error={release.error} onClose={release.clear} />
          <List
            dataSource={row.assigned}
            locale={{
              emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="还没有分配任何人员。" />,
            }}
            renderItem={(one) => (
              <List.Item
                actions={[
                  <Button key="release" size="small" danger onClick={() => ask(one)}>
                    解除
                  </Button>,
                ]}
              >
                <List.Item.Meta
                  title={`${staffPurposes[one.purpose]}：${nameOf(one)}`}
                  description={`从 ${dayWords(one.fromDay)} 起${one.unit ? ' · 班组' : ''}`}
                />
              </List.Item>
            )}
          />
        </>
      ) : null}
    </Drawer>
  );
}
