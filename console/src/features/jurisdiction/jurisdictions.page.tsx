import {
  type Jurisdiction,
  type JurisdictionChange,
  jurisdictionApi,
  jurisdictionChangeWords,
} from '@lifttrust/shared-types/jurisdiction/jurisdiction.contract';
import { jurisdictionLevelWords } from '@lifttrust/shared-types/jurisdiction/jurisdiction.rules';
import { Button, Empty, Space, Switch, Table, Tree, type TreeDataNode } from 'antd';
import { useState } from 'react';
import { useLoad } from '../../lib/load';
import { isFor, useSession } from '../../lib/session';
import { dateWords } from '../../lib/words';
import { Page, Section } from '../../ui/page';
import { Read } from '../../ui/problem';
import { AreaAct, type AreaActKind } from './area-act';
import { SplitArea } from './split-area';

/** Areas below areas, as their codes say. */
function treeOf(areas: readonly Jurisdiction[], parent: string | null): TreeDataNode[] {
  const known = new Set(areas.map(({ code }) => code));
  const top = (area: Jurisdiction) => area.parentCode === null || !known.has(area.parentCode);
  return areas
    .filter((area) => (parent === null ? top(area) : area.parentCode === parent))
    .map((area) => ({
      key: area.code,
      title: (
        <>
          {area.name} <span className="quiet mono">{area.code}</span>{' '}
          <span className="quiet">
            {jurisdictionLevelWords[area.level]}
            {area.untilDay ? `，${dateWords(area.untilDay)}止` : ''}
          </span>
        </>
      ),
      children: treeOf(areas, area.code),
    }));
}

const becameWords = ({ kind, fromName, toName, fromCode, toCode }: JurisdictionChange): string => {
  if (kind === 'found') return `设立 ${toName}（${toCode}）`;
  if (fromCode === toCode) return `${fromName} 更名为 ${toName}`;
  return `${fromName}（${fromCode}）→ ${toName}（${toCode}）`;
};

export function Component() {
  const role = useSession()?.me.role;
  const [ended, setEnded] = useState(false);
  const [act, setAct] = useState<AreaActKind | 'split' | null>(null);
  const areas = useLoad(jurisdictionApi.tree, { ended: ended ? 'yes' : 'no' });
  const history = useLoad(jurisdictionApi.history, {});
  const mayAct = isFor(jurisdictionApi.found, role);
  const standing = areas.data?.items.filter(({ untilDay }) => untilDay === null) ?? [];
  const done = () => {
    setAct(null);
    areas.reload();
    history.reload();
  };
  return (
    <Page
      title="监管辖区"
      note="省、市、区县、监管所、执法队伍。合并、拆分、更名从某天起生效，以往的统计不变。"
      actions={
        mayAct ? (
          <Space wrap>
            <Button onClick={() => setAct('rename')}>更名</Button>
            <Button onClick={() => setAct('split')}>拆分辖区</Button>
            <Button onClick={() => setAct('merge')}>合并辖区</Button>
            <Button type="primary" onClick={() => setAct('found')}>
              设立辖区
            </Button>
          </Space>
        ) : null
      }
    >
      <div className="columns">
        <div>
          <Section
            title="辖区树"
            extra={
              <Space>
                <span className="quiet">显示已撤销的</span>
                <Switch size="small" aria-label="显示已撤销的" checked={ended} onChange={setEnded} />
              </Space>
            }
          >
            <Read from={areas}>
              {({ items }) =>
                items.length === 0 ? (
                  <Empty description="还没有辖区，请先设立。" />
                ) : (
                  <Tree defaultExpandAll selectable={false} treeData={treeOf(items, null)} />
                )
              }
            </Read>
          </Section>
        </div>
        <div>
          <Section title="沿革">
            <Read from={history}>
              {({ items }) => (
                <Table
                  size="small"
                  rowKey="id"
                  pagination={items.length > 20 ? { pageSize: 20 } : false}
                  dataSource={items}
                  locale={{ emptyText: '还没有设立、更名、合并或拆分过。' }}
                  columns={[
                    { title: '生效', width: 130, render: (_, one) => dateWords(one.fromDay) },
                    { title: '事项', width: 60, render: (_, one) => jurisdictionChangeWords[one.kind] },
                    { title: '内容', render: (_, one) => becameWords(one) },
                    {
                      title: '经办',
                      width: 120,
                      render: (_, one) => (
                        <>
                          {one.recordedBy?.name ?? '—'}
                          {one.appliedAt === null ? <div className="quiet">未到生效日</div> : null}
                        </>
                      ),
                    },
                  ]}
                />
              )}
            </Read>
          </Section>
        </div>
      </div>
      {act === 'split' ? <SplitArea areas={standing} onClose={() => setAct(null)} onDone={done} /> : null}
      {act && act !== 'split' ? (
        <AreaAct kind={act} areas={standing} onClose={() => setAct(null)} onDone={done} />
      ) : null}
    </Page>
  );
}
