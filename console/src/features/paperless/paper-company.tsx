import { type PaperCompany, paperlessApi } from '@lifttrust/shared-types/paperless/paperless.contract';
import { Alert, Descriptions } from 'antd';
import { useLoad } from '../../lib/load';
import { countWords, dateWords, momentWords } from '../../lib/words';
import { Section } from '../../ui/page';
import { Read } from '../../ui/problem';
import { ApplyPaper, KeepPaper } from './paper-acts';
import { coverageNote, shareWords } from './paper-words';

/** One company: what the city asks for and what its records show. */
export function PaperCompanyCard({ companyId, onDone }: { companyId: string; onDone: () => void }) {
  const company = useLoad(paperlessApi.company, { companyId });
  const done = () => {
    company.reload();
    onDone();
  };
  return (
    <Section
      title={company.data?.company.name ?? '维保单位'}
      extra={company.data ? <Acts known={company.data} onDone={done} /> : null}
    >
      <Read from={company}>{(known) => <Facts known={known} />}</Read>
    </Section>
  );
}

function Acts({ known, onDone }: { known: PaperCompany; onDone: () => void }) {
  if (known.may.apply)
    return <ApplyPaper lift={null} button={{ type: 'primary' }} label="申请全部停用纸质" onDone={onDone} />;
  if (known.may.keep)
    return (
      <KeepPaper
        lift={null}
        companyId={known.company.id}
        button={{ danger: true }}
        label="全部恢复纸质"
        onDone={onDone}
      />
    );
  return null;
}

const Facts = ({ known }: { known: PaperCompany }) => (
  <>
    {known.needsConfirmation ? null : (
      <Alert
        type="success"
        showIcon
        style={{ marginBottom: 12 }}
        message="本市不要求确认：电子记录即有效，不用另留纸质记录，也不用申请。"
      />
    )}
    {known.waitingSince ? (
      <Alert
        type="info"
        showIcon
        style={{ marginBottom: 12 }}
        message={`${momentWords(known.waitingSince)} 提交的申请在等监管部门确认；确认之前请继续保留纸质记录。`}
      />
    ) : null}
    <Descriptions
      size="small"
      column={{ xs: 1, md: 2 }}
      styles={{ label: { width: 144 } }}
      items={[
        { key: 'lifts', label: '在用电梯', children: `${countWords(known.lifts)} 台` },
        {
          key: 'confirmed',
          label: '已确认免纸质',
          children: known.needsConfirmation ? `${countWords(known.confirmed)} 台` : '不需要确认',
        },
        {
          key: 'covered',
          label: `近 ${known.completeDays} 天`,
          children: `共 ${countWords(known.days)} 天，电子记录覆盖 ${countWords(known.covered)} 天（${shareWords(known.covered, known.days)}）`,
        },
        { key: 'complete', label: '每天都有覆盖', children: `${countWords(known.complete)} 台` },
      ]}
    />
    <p className="quiet" style={{ marginBottom: 0 }}>
      {dateWords(known.from)}至{dateWords(known.to)}。{coverageNote}
    </p>
  </>
);
