import {
  type Announcement,
  AnnouncementKindField,
  AnnouncementStateField,
  announcementApi,
  announcementStateTones,
  announcementStateWords,
} from '@lifttrust/shared-types/announcement/announcement.contract';
import { announcementKinds } from '@lifttrust/shared-types/announcement/announcement.rules';
import { Segmented, Select, Space } from 'antd';
import { useState } from 'react';
import { oneOf, useFilters } from '../../lib/filters';
import { useLoad } from '../../lib/load';
import { isFor, useSession } from '../../lib/session';
import { type Columns, ListTable } from '../../ui/list-table';
import { Page } from '../../ui/page';
import { StateTag } from '../../ui/state-tag';
import { AnnouncementCalendar } from './announcement-calendar';
import { AnnouncementDrawer } from './announcement-drawer';
import { AnnouncementEditor } from './announcement-editor';
import { audienceWords, daysWords } from './announcement-words';

const columns: Columns<Announcement> = [
  {
    title: '标题',
    dataIndex: 'title',
    render: (_, one) => (
      <>
        {one.title}
        <div className="quiet">{announcementKinds[one.kind]}</div>
      </>
    ),
  },
  { title: '对谁', dataIndex: 'audience', render: (_, one) => audienceWords(one) },
  { title: '日期', dataIndex: 'fromDay', className: 'nowrap', render: (_, one) => daysWords(one) },
  {
    title: '状态',
    dataIndex: 'state',
    render: (_, one) => (
      <>
        <StateTag tone={announcementStateTones[one.state]} text={announcementStateWords[one.state]} />
        {one.isCurrent ? <div className="quiet">正在显示</div> : null}
      </>
    ),
  },
  {
    title: '发布',
    dataIndex: 'by',
    render: (_, one) => (
      <>
        {one.by}
        <div className="quiet">{one.publishedBy || one.createdBy}</div>
      </>
    ),
  },
];

/** What the office says to the public and to units: written, read once more, published, withdrawn. */
export function Component() {
  const { filters, paged, change } = useFilters(['state', 'kind', 'one', 'view'] as const);
  const [writing, setWriting] = useState(false);
  const role = useSession()?.me.role;
  const [state, kind] = [
    oneOf(AnnouncementStateField.options, filters.state),
    oneOf(AnnouncementKindField.options, filters.kind),
  ];
  const all = useLoad(announcementApi.list, {
    ...paged,
    ...(state ? { state } : {}),
    ...(kind ? { kind } : {}),
  });
  const open = (id: string) => change({ one: id }, { keepPage: true });
  const isCalendar = filters.view === 'calendar';
  return (
    <Page
      title="公告与安全教育"
      note="对公众的显示在扫码页上，对单位的显示在各单位管理台的首页。发布后不能修改，只能撤下。"
      actions={
        isFor(announcementApi.write, role) ? (
          <AnnouncementEditor
            open={writing}
            onOpen={() => setWriting(true)}
            onClose={() => setWriting(false)}
            onDone={(written) => {
              setWriting(false);
              all.reload();
              open(written.id);
            }}
          />
        ) : null
      }
    >
      <Segmented
        style={{ marginBottom: 12 }}
        value={isCalendar ? 'calendar' : 'list'}
        options={[
          { value: 'list', label: '列表' },
          { value: 'calendar', label: '日历' },
        ]}
        onChange={(view) => change({ view: view === 'calendar' ? view : undefined })}
      />
      {isCalendar ? (
        <AnnouncementCalendar onOpen={open} />
      ) : (
        <ListTable
          name="announcements"
          unit="则"
          rowKey="id"
          columns={columns}
          from={all}
          paged={paged}
          onPage={(page, pageSize) =>
            change({ page: String(page), pageSize: String(pageSize) }, { keepPage: true })
          }
          onOpen={({ id }) => open(id)}
          empty={state || kind ? '没有符合条件的公告。' : '还没有公告。可以从现成的安全教育开始。'}
          filters={
            <Space wrap>
              <Select
                allowClear
                aria-label="状态"
                placeholder="状态"
                style={{ width: 130 }}
                value={state ?? null}
                options={AnnouncementStateField.options.map((value) => ({
                  value,
                  label: announcementStateWords[value],
                }))}
                onChange={(value) => change({ state: value ?? undefined })}
              />
              <Select
                allowClear
                aria-label="种类"
                placeholder="种类"
                style={{ width: 130 }}
                value={kind ?? null}
                options={AnnouncementKindField.options.map((value) => ({
                  value,
                  label: announcementKinds[value],
                }))}
                onChange={(value) => change({ kind: value ?? undefined })}
              />
            </Space>
          }
        />
      )}
      <AnnouncementDrawer
        announcementId={filters.one ?? null}
        onClose={() => change({ one: undefined }, { keepPage: true })}
        onDone={all.reload}
      />
    </Page>
  );
}
