import { type DepartmentNode, directoryApi } from '@lifttrust/shared-types/directory/directory.contract';
import { roleWords } from '@lifttrust/shared-types/kernel/access';
import { Button, Empty, Tree } from 'antd';
import { useMemo, useState } from 'react';
import { useLoad } from '../../lib/load';
import { isFor, useSession } from '../../lib/session';
import { countWords } from '../../lib/words';
import { Read } from '../../ui/problem';
import { MapDepartment } from './map-department';

interface Branch {
  key: string;
  node: DepartmentNode;
  children: Branch[];
}

/** A department whose parent is not shown stands at the top. */
function treeOf(items: DepartmentNode[]): Branch[] {
  const branches = new Map(
    items.map((node): [string, Branch] => [node.id, { key: node.id, node, children: [] }]),
  );
  const top: Branch[] = [];
  for (const branch of branches.values()) {
    const parent = branch.node.parentId === null ? undefined : branches.get(branch.node.parentId);
    (parent?.children ?? top).push(branch);
  }
  return top;
}

export function DepartmentTree() {
  const session = useSession();
  const departments = useLoad(directoryApi.departments, {});
  const [chosen, setChosen] = useState<DepartmentNode | null>(null);
  const mayMap = session !== null && isFor(directoryApi.mapDepartment, session.me.role);
  return (
    <>
      <Read from={departments}>
        {({ items }) => <Branches items={items} onMap={mayMap ? setChosen : null} />}
      </Read>
      {chosen ? (
        <MapDepartment
          node={chosen}
          onClose={() => setChosen(null)}
          onDone={() => {
            setChosen(null);
            departments.reload();
          }}
        />
      ) : null}
    </>
  );
}

function Branches(props: { items: DepartmentNode[]; onMap: ((node: DepartmentNode) => void) | null }) {
  const { items, onMap } = props;
  const branches = useMemo(() => treeOf(items), [items]);
  if (items.length === 0)
    return (
      <Empty
        image={Empty.PRESENTED_IMAGE_SIMPLE}
        description="还没有读到部门。请先点“读取通讯录”；一直没有，请检查应用的通讯录权限范围。"
      />
    );
  return (
    <Tree<Branch>
      blockNode
      selectable={false}
      defaultExpandAll={items.length < 200}
      height={560}
      treeData={branches}
      titleRender={({ node }) => (
        <span style={{ display: 'flex', gap: 12, alignItems: 'center' }}>
          <span>{node.name || '全部'}</span>
          <span className="quiet">{countWords(node.people)} 人</span>
          <span style={{ flex: 1 }}>{meaningWords(node)}</span>
          {onMap ? (
            <Button size="small" type="link" onClick={() => onMap(node)}>
              {node.mapping ? '修改' : '对应单位'}
            </Button>
          ) : null}
        </span>
      )}
    />
  );
}

function meaningWords({ mapping }: DepartmentNode): string {
  if (!mapping) return '';
  return `→ ${mapping.organisation.name}${mapping.role ? ` · 默认${roleWords[mapping.role]}` : ''}`;
}
