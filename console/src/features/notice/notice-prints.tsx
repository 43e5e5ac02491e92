import { type NoticePrint, noticeApi } from '@lifttrust/shared-types/disclosure/notice.contract';
import { Button, Table } from 'antd';
import { useState } from 'react';
import { useLoad } from '../../lib/load';
import { isFor, useSession } from '../../lib/session';
import { momentWords } from '../../lib/words';
import { Section } from '../../ui/page';
import { Problem } from '../../ui/problem';
import { NoticeProgress, useNoticeFiles } from './notice-files';

/** Which notices this office has had printed, newest first; opened again they say what is known now. */
export function NoticePrints() {
  const role = useSession()?.me.role;
  const [page, setPage] = useState(1);
  const [busy, setBusy] = useState('');
  const { fetching, fetchAll, stop } = useNoticeFiles();
  const prints = useLoad(noticeApi.prints, { page, pageSize: 10 });
  if (prints.error) return <Problem error={prints.error} retry={prints.reload} />;
  const mayFetch = isFor(noticeApi.print, role);
  const open = async (one: NoticePrint) => {
    setBusy(one.id);
    await fetchAll(one);
    setBusy('');
  };
  return (
    <div style={{ marginTop: 16 }}>
      <Section title="维保公示打印记录">
        <Table<NoticePrint>
          size="small"
          rowKey="id"
          loading={prints.loading}
          dataSource={prints.data?.items ?? []}
          locale={{ emptyText: '还没有打印过维保公示。在上面勾选电梯后打印。' }}
          pagination={{ current: page, pageSize: 10, total: prints.data?.total ?? 0, onChange: setPage }}
          columns={[
            { title: '时间', dataIndex: 'at', render: (at: number) => momentWords(at) },
            { title: '台数', dataIndex: 'lifts', align: 'right' },
            {
              title: '范围',
              dataIndex: 'unitName',
              render: (unit: string) => (unit ? `${unit}的全部电梯` : '勾选的电梯'),
            },
            { title: '打印人', dataIndex: 'by' },
            {
              title: '操作',
              key: 'act',
              render: (_, one) =>
                mayFetch ? (
                  <Button size="small" loading={busy === one.id} onClick={() => void open(one)}>
                    {one.parts > 1 ? `取 ${one.parts} 个文件` : '打开公示 PDF'}
                  </Button>
                ) : null,
            },
          ]}
        />
        <NoticeProgress fetching={fetching} onStop={stop} />
      </Section>
    </div>
  );
}
