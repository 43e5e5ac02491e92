import { DeleteOutlined, StarOutlined } from '@ant-design/icons';
import { Button, Dropdown, Input, Modal } from 'antd';
import { useState } from 'react';
import { useLocation, useNavigate } from 'react-router';

interface View {
  title: string;
  query: string;
}

const keptUnder = (name: string) => `lifttrust.views.${name}`;

function read(name: string): View[] {
  const kept = localStorage.getItem(keptUnder(name));
  return kept ? JSON.parse(kept) : [];
}

/** Filters worth coming back to: a few of ours, and those this person saved in this browser. */
export function SavedViews({ name, offered }: { name: string; offered: View[] }) {
  const { pathname, search } = useLocation();
  const navigate = useNavigate();
  const [own, setOwn] = useState(() => read(name));
  const [naming, setNaming] = useState<string | null>(null);

  const keep = (views: View[]) => {
    localStorage.setItem(keptUnder(name), JSON.stringify(views));
    setOwn(views);
  };
  const save = () => {
    const title = naming?.trim();
    if (title)
      keep([...own.filter((view) => view.title !== title), { title, query: search.replace(/^\?/, '') }]);
    setNaming(null);
  };
  const goTo = (view: View) => ({
    key: `${view.title}?${view.query}`,
    label: view.title,
    onClick: () => navigate(`${pathname}?${view.query}`),
  });
  const removable = (view: View) => ({
    ...goTo(view),
    extra: (
      <Button
        type="text"
        size="small"
        aria-label={`删除 ${view.title}`}
        icon={<DeleteOutlined />}
        onClick={(event) => {
          event.stopPropagation();
          keep(own.filter((one) => one.title !== view.title));
        }}
      />
    ),
  });
  const items = [
    ...offered.map(goTo),
    ...(own.length ? [{ type: 'divider' as const }, ...own.map(removable)] : []),
    { type: 'divider' as const },
    { key: 'save', label: '保存当前筛选…', onClick: () => setNaming(''), disabled: search === '' },
  ];
  return (
    <>
      <Dropdown menu={{ items }} trigger={['click']}>
        <Button icon={<StarOutlined />}>常用筛选</Button>
      </Dropdown>
      <Modal
        title="保存当前筛选"
        open={naming !== null}
        okText="保存"
        cancelText="取消"
        onOk={save}
        onCancel={() => setNaming(null)}
      >
        <Input
          placeholder="例如：东湖街道逾期"
          maxLength={20}
          value={naming ?? ''}
          onChange={(event) => setNaming(event.target.value)}
          onPressEnter={save}
        />
      </Modal>
    </>
  );
}
