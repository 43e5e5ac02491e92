import { type ImportRun, importApi, type Mapping } from '@lifttrust/shared-types/import/import.contract';
import { type ImportField } from '@lifttrust/shared-types/import/import.fields';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { useWrite } from '../../lib/load';
import { countWords } from '../../lib/words';
import { Section } from '../../ui/page';
import { Refused } from '../../ui/problem';
import { StateTag } from '../../ui/state-tag';
import { CrsChoice } from './crs-choice';
import { MappingTable } from './mapping-table';
import { ConventionChoice } from './reading-choice';

const origins = {
  remembered: { tone: 'success', text: '沿用上次同样表头的对应' },
  guessed: { tone: 'warning', text: '按列名猜的，请逐行看一遍' },
  preset: { tone: 'success', text: '按认出的上级系统对应' },
  chosen: { tone: 'brand', text: '由您选定' },
} as const;

export function MappingForm({ run, onChecked }: { run: ImportRun; onChecked: (run: ImportRun) => void }) {
  const [mapping, setMapping] = useState<Mapping>(run.mapping);
  const [touched, setTouched] = useState(false);
  const [crs, setCrs] = useState(run.crs);
  const [conventions, setConventions] = useState(run.conventions);
  const check = useWrite(importApi.check);
  const unused = useMemo(() => {
    const used = new Set(Object.values(mapping));
    return run.headers.filter((header) => !used.has(header));
  }, [mapping, run.headers]);

  const choose = (field: ImportField, header: string | undefined) => {
    const { [field]: _, ...rest } = mapping;
    setTouched(true);
    setMapping(header === undefined ? rest : { ...rest, [field]: header });
  };
  const submit = async () => {
    const checking = await check.run({ importId: run.id, mapping, crs, conventions });
    if (checking) onChecked(checking);
  };

  return (
    <>
      <Section title="哪一列是什么" extra={<StateTag {...origins[touched ? 'chosen' : run.mappingFrom]} />}>
        <MappingTable run={run} mapping={mapping} onChoose={choose} />
        {run.preset ? <p className="quiet">认出是{run.preset}的表格。</p> : null}
        {unused.length > 0 ? <p className="quiet">表格里没有用到的列：{unused.join('、')}</p> : null}
      </Section>
      <ConventionChoice run={run} conventions={conventions} onChoose={setConventions} />
      {run.kind === 'lifts' && mapping.lng && mapping.lat ? <CrsChoice crs={crs} onChoose={setCrs} /> : null}
      <Refused error={check.error} />
      <div style={{ marginTop: 16 }}>
        <Button type="primary" size="large" loading={check.busy} onClick={submit}>
          核对 {countWords(run.rowCount)} 行
        </Button>
        <span className="quiet" style={{ marginLeft: 12 }}>
          只核对，不写入台账
        </span>
      </div>
    </>
  );
}
