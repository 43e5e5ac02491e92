import { hotlineApi, type Shift, type ShiftCase } from '@lifttrust/shared-types/hotline/hotline.contract';
import { App, Button, Checkbox, Drawer, Empty, Input, List } from 'antd';
import { useState } from 'react';
import { useLoad, useWrite } from '../../lib/load';
import { momentWords } from '../../lib/words';
import { Section } from '../../ui/page';
import { Read, Refused } from '../../ui/problem';
import { StateTag } from '../../ui/state-tag';

/** Handing the desk over: everything that is open, signed by who goes and by who comes. */
export function DeskShift() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>交接班</Button>
      <Drawer open={open} width={640} title="交接班" onClose={() => setOpen(false)} destroyOnHidden>
        {open ? <Body /> : null}
      </Drawer>
    </>
  );
}

function Body() {
  const cases = useLoad(hotlineApi.openCases, {});
  const past = useLoad(hotlineApi.shifts, { pageSize: 10 });
  const changed = () => {
    cases.reload();
    past.reload();
  };
  return (
    <Read from={cases}>
      {({ items, waiting }) => (
        <>
          {waiting ? (
            <TakeOver shift={waiting} onDone={changed} />
          ) : (
            <HandOver items={items} onDone={changed} />
          )}
          <Section title="最近的交接">
            <Read from={past}>
              {({ items: shifts }) => (
                <List
                  size="small"
                  dataSource={shifts}
                  locale={{ emptyText: '还没有交接记录。' }}
                  renderItem={(shift) => (
                    <List.Item>
                      <span>
                        {shift.givenBy} 交，{shift.takenBy ?? '等待接班'}
                        {shift.takenBy ? ' 接' : ''}
                        <br />
                        <span className="quiet">
                          {momentWords(shift.givenAt)} · 移交 {shift.cases.length} 件
                          {shift.note ? ` · ${shift.note}` : ''}
                          {shift.takerNote ? ` · 接班人：${shift.takerNote}` : ''}
                        </span>
                      </span>
                      <StateTag
                        tone={shift.takenAt === null ? 'warning' : 'success'}
                        text={shift.takenAt === null ? '等待签收' : '两人已签'}
                      />
                    </List.Item>
                  )}
                />
              )}
            </Read>
          </Section>
        </>
      )}
    </Read>
  );
}

const CaseWords = ({ one }: { one: ShiftCase }) => (
  <span>
    {one.text} <span className="quiet">{momentWords(one.since)}起</span>
  </span>
);

function HandOver({ items, onDone }: { items: ShiftCase[]; onDone: () => void }) {
  const { message } = App.useApp();
  const [note, setNote] = useState('');
  const write = useWrite(hotlineApi.handOver);
  const sign = async () => {
    if (!(await write.run({ note: note.trim() }))) return;
    message.success('已签字交班，请接班的人登录后签收');
    onDone();
  };
  return (
    <Section title={`交班：没有办结的 ${items.length} 件`}>
      {items.length === 0 ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="没有要移交的事项，也可以签字交班。" />
      ) : (
        <List
          size="small"
          dataSource={items}
          renderItem={(one) => (
            <List.Item>
              <CaseWords one={one} />
            </List.Item>
          )}
        />
      )}
      <Input.TextArea
        aria-label="交班说明"
        rows={2}
        maxLength={500}
        placeholder="要特别交代的，例如：鹭湾花园停电，电力部门说 23 点恢复。"
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <Refused error={write.error} onClose={write.clear} />
      <Button type="primary" style={{ marginTop: 12 }} loading={write.busy} onClick={() => void sign()}>
        签字交班
      </Button>
      <p className="quiet">签字时的清单会原样保存，之后的变化不改它；接班的人签收以前，仍由您负责。</p>
    </Section>
  );
}

function TakeOver({ shift, onDone }: { shift: Shift; onDone: () => void }) {
  const { message } = App.useApp();
  const [seen, setSeen] = useState<string[]>([]);
  const [note, setNote] = useState('');
  const write = useWrite(hotlineApi.takeOver);
  const sign = async () => {
    if (!(await write.run({ shiftId: shift.id, seen, note: note.trim() }))) return;
    message.success('已签字接班');
    onDone();
  };
  return (
    <Section title={`${shift.givenBy} ${momentWords(shift.givenAt)} 交班，移交 ${shift.cases.length} 件`}>
      {shift.note ? <p>交班说明：{shift.note}</p> : null}
      {shift.may.take ? (
        <>
          <Checkbox.Group
            aria-label="移交的事项"
            value={seen}
            onChange={setSeen}
            style={{ display: 'grid', gap: 8 }}
            options={shift.cases.map((one) => ({ value: one.id, label: <CaseWords one={one} /> }))}
          />
          <Input.TextArea
            aria-label="接班说明"
            rows={2}
            maxLength={500}
            style={{ marginTop: 12 }}
            placeholder="有不清楚的写在这里（可以不填）。"
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
          <Refused error={write.error} onClose={write.clear} />
          <Button
            type="primary"
            style={{ marginTop: 12 }}
            loading={write.busy}
            disabled={seen.length < shift.cases.length}
            onClick={() => void sign()}
          >
            {seen.length < shift.cases.length
              ? `还有 ${shift.cases.length - seen.length} 件没有勾选`
              : '签字接班'}
          </Button>
        </>
      ) : (
        <>
          <List
            size="small"
            dataSource={shift.cases}
            locale={{ emptyText: '没有移交的事项。' }}
            renderItem={(one) => (
              <List.Item>
                <CaseWords one={one} />
              </List.Item>
            )}
          />
          <p className="quiet">等接班的人用自己的账号签收。</p>
        </>
      )}
    </Section>
  );
}
