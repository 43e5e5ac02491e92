import {
  type Conventions,
  type ImportRun,
  importApi,
  Separator,
  TextEncoding,
} from '@lifttrust/shared-types/import/import.contract';
import { Button, Form, Select, Space } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useWrite } from '../../lib/load';
import { Section } from '../../ui/page';
import { Refused } from '../../ui/problem';

const separatorWords: Record<Separator, string> = { ',': '逗号', ';': '分号', '\t': '制表符', '|': '竖线' };

type Choices = { [K in keyof Conventions]: { value: Conventions[K]; label: string }[] };
const choices: Choices = {
  decimal: [
    { value: 'point', label: '小数点：1.75' },
    { value: 'comma', label: '小数逗号：1,75' },
  ],
  dates: [
    { value: 'year_first', label: '年在前：2026-06-05' },
    { value: 'day_first', label: '日/月/年：05/06/2026 是 6 月 5 日' },
    { value: 'month_first', label: '月/日/年：05/06/2026 是 5 月 6 日' },
  ],
  load: [
    { value: 'kg', label: '载重量是千克' },
    { value: 't', label: '载重量是吨' },
  ],
  speed: [
    { value: 'm/s', label: '速度是米/秒' },
    { value: 'm/min', label: '速度是米/分' },
    { value: 'mm/s', label: '速度是毫米/秒' },
  ],
};
const titles: Record<keyof Conventions, string> = {
  decimal: '小数的写法',
  dates: '日期的写法',
  load: '载重量单位',
  speed: '速度单位',
};
const names: (keyof Conventions)[] = ['decimal', 'dates', 'load', 'speed'];
/** Lists of people and units have no measures. */
const namesOf = (kind: ImportRun['kind']) =>
  kind === 'lifts' ? names : names.filter((name) => name === 'dates');

interface Props {
  run: ImportRun;
  conventions: Conventions;
  onChoose: (conventions: Conventions) => void;
}

/** How this table writes numbers, days and units; a unit in the cell or heading always wins. */
export const ConventionChoice = ({ conventions, onChoose, run }: Props) => (
  <Section title="表格的写法">
    <p className="quiet" style={{ marginTop: 0 }}>
      按前几行猜的，请看一眼。
      {run.kind === 'lifts' ? '单元格或列名里写明了单位的（如 1.6 吨、m/min），以写明的为准。' : null}
    </p>
    <Space size="large" wrap align="start">
      {namesOf(run.kind).map((name) => (
        <Form.Item key={name} label={titles[name]} style={{ marginBottom: 0 }}>
          <OneConvention name={name} conventions={conventions} onChoose={onChoose} />
        </Form.Item>
      ))}
    </Space>
    {run.format === 'csv' ? <ReadAgain run={run} /> : null}
  </Section>
);

function OneConvention<K extends keyof Conventions>({
  name,
  conventions,
  onChoose,
}: Omit<Props, 'run'> & { name: K }) {
  const options: { value: Conventions[K]; label: string }[] = choices[name];
  return (
    <Select<Conventions[K]>
      size="small"
      style={{ width: 260 }}
      aria-label={titles[name]}
      value={conventions[name]}
      options={options}
      onChange={(value) => onChoose({ ...conventions, [name]: value })}
    />
  );
}

/** The text looks wrong: the same file is read once more as a person says. */
function ReadAgain({ run }: { run: ImportRun }) {
  const navigate = useNavigate();
  const start = useWrite(importApi.start);
  const cancel = useWrite(importApi.cancel);
  const [encoding, setEncoding] = useState<TextEncoding | undefined>(
    TextEncoding.safeParse(run.encoding).data,
  );
  const [separator, setSeparator] = useState<Separator | undefined>(Separator.safeParse(run.separator).data);
  const again = async () => {
    const { fileId, fileName, kind } = run;
    const told = { ...(encoding ? { encoding } : {}), ...(separator ? { separator } : {}) };
    const fresh = await start.run({ fileId, fileName, kind, ...told });
    if (!fresh) return;
    await cancel.run({ importId: run.id });
    navigate(`/imports/${fresh.id}`, { replace: true });
  };
  return (
    <>
      <Space style={{ marginTop: 12, display: 'flex' }} wrap>
        <span>文字乱码或列没有分开时：</span>
        <Select
          size="small"
          style={{ width: 140 }}
          aria-label="文字编码"
          value={encoding ?? null}
          options={TextEncoding.options.map((value) => ({ value, label: value }))}
          onChange={(value) => setEncoding(value ?? undefined)}
        />
        <Select
          size="small"
          style={{ width: 110 }}
          aria-label="分隔符"
          value={separator ?? null}
          options={Separator.options.map((value) => ({ value, label: separatorWords[value] }))}
          onChange={(value) => setSeparator(value ?? undefined)}
        />
        <Button size="small" loading={start.busy} onClick={() => void again()}>
          重新读取
        </Button>
      </Space>
      <Refused error={start.error} onClose={start.clear} />
    </>
  );
}
