import {
  type PlatePrint,
  plateApi,
  plateForms,
  platePrintPdfPath,
} from '@lifttrust/shared-types/code/plate.contract';
import { App, Button, Table } from 'antd';
import { useState } from 'react';
import { openInTab } from '../../lib/download';
import { asError, useLoad } from '../../lib/load';
import { momentWords } from '../../lib/words';
import { Section } from '../../ui/page';
import { Problem } from '../../ui/problem';

/** What this office has had printed, newest first; each can be opened again. */
export function PlatePrints({ mayFetch }: { mayFetch: boolean }) {
  const { notification } = App.useApp();
  const [page, setPage] = useState(1);
  const [busy, setBusy] = useState('');
  const prints = useLoad(plateApi.prints, { page, pageSize: 10 });
  if (prints.error) return <Problem error={prints.error} retry={prints.reload} />;
  const fetch = async (id: string) => {
    setBusy(id);
    await openInTab(platePrintPdfPath(id)).catch((thrown: unknown) =>
      notification.error({ message: '没有取到印制文件', description: asError(thrown).message }),
    );
    setBusy('');
  };
  return (
    <div style={{ marginTop: 16 }}>
      <Section title="印制记录">
        <Table<PlatePrint>
          size="small"
          rowKey="id"
          loading={prints.loading}
          dataSource={prints.data?.items ?? []}
          locale={{ emptyText: '还没有印制过。在上面勾选电梯后印制。' }}
          pagination={{ current: page, pageSize: 10, total: prints.data?.total ?? 0, onChange: setPage }}
          columns={[
            { title: '时间', dataIndex: 'at', render: (at: number) => momentWords(at) },
            { title: '台数', dataIndex: 'lifts', align: 'right' },
            { title: '样式', dataIndex: 'form', render: (form: PlatePrint['form']) => plateForms[form] },
            {
              title: '换码',
              dataIndex: 'isReprint',
              render: (_, one) => (one.isReprint ? `换新码：${one.reason}` : '没有换码'),
            },
            { title: '印制人', dataIndex: 'by' },
            {
              title: '操作',
              key: 'act',
              render: (_, one) =>
                mayFetch ? (
                  <Button size="small" loading={busy === one.id} onClick={() => void fetch(one.id)}>
                    打开 PDF
                  </Button>
                ) : null,
            },
          ]}
        />
      </Section>
    </div>
  );
}
