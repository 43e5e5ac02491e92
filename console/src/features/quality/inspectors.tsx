import { personApi } from '@lifttrust/shared-types/person/person.contract';
import { qualityApi } from '@lifttrust/shared-types/quality/quality.contract';
import { App, Button, List, Modal, Popconfirm, Select, Space } from 'antd';
import { useState } from 'react';
import { useLoad, useWrite } from '../../lib/load';
import { dateWords } from '../../lib/words';
import { Read, Refused } from '../../ui/problem';

/** Whom the company has appointed; who is dismissed stays on the checks they made. */
export function Inspectors() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>质量检查人员</Button>
      {open ? (
        <Modal open footer={null} title="质量检查人员" onCancel={() => setOpen(false)}>
          <Body />
        </Modal>
      ) : null}
    </>
  );
}

function Body() {
  const { message } = App.useApp();
  const [personId, setPersonId] = useState<string | null>(null);
  const inspectors = useLoad(qualityApi.inspectors, {});
  const people = useLoad(personApi.list, { pageSize: 100 });
  const appoint = useWrite(qualityApi.appoint);
  const dismiss = useWrite(qualityApi.dismiss);
  const add = async () => {
    if (!personId || !(await appoint.run({ personId }))) return;
    setPersonId(null);
    message.success('已任命');
    inspectors.reload();
  };
  const end = async (inspectorId: string) => {
    if (!(await dismiss.run({ inspectorId }))) return;
    message.success('任命已结束');
    inspectors.reload();
  };
  return (
    <>
      <p>由本单位任命，检查别人做的维保；不能检查自己做的。</p>
      <Space.Compact style={{ width: '100%', marginBottom: 12 }}>
        <Select
          showSearch
          aria-label="任命谁"
          style={{ flex: 1 }}
          placeholder="选本单位人员"
          optionFilterProp="label"
          value={personId}
          options={(people.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          onChange={setPersonId}
        />
        <Button type="primary" disabled={!personId} loading={appoint.busy} onClick={() => void add()}>
          任命
        </Button>
      </Space.Compact>
      <Refused error={appoint.error ?? dismiss.error} />
      <Read from={inspectors}>
        {({ items }) => (
          <List
            dataSource={items}
            locale={{ emptyText: '还没有任命。' }}
            renderItem={({ id, person, fromOn }) => (
              <List.Item
                actions={[
                  <Popconfirm
                    key="end"
                    title="结束任命？"
                    description="已做的检查不变。"
                    okText="结束"
                    cancelText="取消"
                    onConfirm={() => void end(id)}
                  >
                    <Button size="small">结束任命</Button>
                  </Popconfirm>,
                ]}
              >
                {person.name} <span className="quiet">{dateWords(fromOn)}起</span>
              </List.Item>
            )}
          />
        )}
      </Read>
    </>
  );
}
