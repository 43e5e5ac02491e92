import { plateApi } from '@lifttrust/shared-types/code/plate.contract';
import { dateInWords } from '@lifttrust/shared-types/kernel/time';
import { Alert, Progress, Table } from 'antd';
import { useLoad } from '../../lib/load';
import { Problem } from '../../ui/problem';

const shareOf = (stuck: number, lifts: number) => (lifts === 0 ? 0 : Math.floor((stuck / lifts) * 100));

/** How far each district has come, against the city's day. */
export function PlateProgress() {
  const { data, error, reload, loading } = useLoad(plateApi.progress, {});
  if (error) return <Problem error={error} retry={reload} />;
  const left = (data?.areas ?? []).reduce((sum, { lifts, stuck }) => sum + lifts - stuck, 0);
  return (
    <section className="section" style={{ marginBottom: 16 }}>
      {data?.deadline ? (
        <Alert
          showIcon
          type={data.late ? 'error' : 'info'}
          style={{ marginBottom: 12 }}
          message={
            data.late
              ? `本市要求 ${dateInWords(data.deadline)} 前贴完，已过期限，还有 ${left} 台没有张贴。`
              : `本市要求 ${dateInWords(data.deadline)} 前贴完，还有 ${left} 台没有张贴。`
          }
        />
      ) : null}
      <Table
        size="small"
        rowKey="divisionCode"
        loading={loading}
        pagination={false}
        dataSource={data?.areas ?? []}
        locale={{ emptyText: '辖区内还没有电梯。' }}
        columns={[
          { title: '区划', dataIndex: 'name', render: (name: string, row) => name || row.divisionCode },
          { title: '电梯（台）', dataIndex: 'lifts', align: 'right' },
          { title: '已印制（台）', dataIndex: 'printed', align: 'right' },
          { title: '已张贴（台）', dataIndex: 'stuck', align: 'right' },
          {
            title: '张贴进度',
            key: 'share',
            width: 220,
            render: (_, { stuck, lifts, name }) => (
              <Progress percent={shareOf(stuck, lifts)} size="small" aria-label={`${name}张贴进度`} />
            ),
          },
        ]}
      />
    </section>
  );
}
