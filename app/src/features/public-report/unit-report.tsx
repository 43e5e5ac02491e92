import { instantInWords } from '@lifttrust/shared-types/kernel/time';
import { reportPicturePath } from '@lifttrust/shared-types/public-report/public-report.contract';
import { reportCategories, reportKinds } from '@lifttrust/shared-types/public-report/public-report.rules';
import {
  latenessWords,
  type ReportInFull,
  reportStateTones,
  reportStateWords,
  verdictWords,
} from '@lifttrust/shared-types/public-report/public-report.shapes.contract';
import { Text } from '@tarojs/components';
import { Card, CardTitle, Cell } from '../../ui/card';
import { Note, SectionTitle } from '../../ui/screen';
import { Tag } from '../../ui/tag';
import { EvidenceShown } from '../file/evidence-shown';
import { replyTerm } from './reply-term';

/** A report as the unit sees it that is to answer: in the desk's words, without whoever reported (PUB-06). */
export const UnitReport = ({ report }: { report: ReportInFull }) => (
  <>
    <Head report={report} />
    {report.text ? (
      <Card id="report-said">
        <CardTitle>反映的内容</CardTitle>
        <Text>{report.text}</Text>
        <Note>由监管部门转述，不含反映人信息。</Note>
      </Card>
    ) : null}
    {report.proposal.length > 0 ? (
      <Card id="report-proposal">
        <CardTitle>有人提出应当改为</CardTitle>
        {report.proposal.map(({ field, label, before, after }) => (
          <Cell key={field} label={label} note={`登记的是：${before || '空'}`} value={after} />
        ))}
        <Note>请到现场核对，不以反映为准。</Note>
      </Card>
    ) : null}
    {report.pictures.length > 0 ? <SectionTitle>照片</SectionTitle> : null}
    <EvidenceShown
      id="report-picture"
      what="照片"
      fileIds={report.pictures.map(({ id }) => id)}
      pathOf={(fileId) => reportPicturePath(report.id, fileId)}
    />
    {report.answer ? (
      <Card id="report-answer" tone="success">
        <CardTitle>{report.kind === 'correction' ? '核对的结果' : '本单位的回复'}</CardTitle>
        <Text>{report.answer}</Text>
      </Card>
    ) : null}
    {report.fedBackAt !== null && report.feedback ? (
      <Card id="report-feedback">
        <CardTitle>监管部门给反映人的答复</CardTitle>
        <Text>{report.feedback}</Text>
        {report.verdict === 'open' ? null : (
          <Note>
            {verdictWords[report.verdict]}
            {report.byMaintenance ? '，维保质量造成' : ''}
          </Note>
        )}
      </Card>
    ) : null}
  </>
);

const Head = ({ report }: { report: ReportInFull }) => {
  const term = replyTerm(report);
  return (
    <Card id="report-head">
      <CardTitle aside={<Tag text={reportStateWords[report.state]} tone={reportStateTones[report.state]} />}>
        {reportKinds[report.kind]}
      </CardTitle>
      <Cell label="类别" value={reportCategories[report.category]} />
      {report.lift ? (
        <Cell label="电梯" value={`${report.lift.place} ${report.lift.ownNumber}`.trim()} />
      ) : null}
      {report.routedAt ? <Cell label="转来" value={instantInWords(report.routedAt)} /> : null}
      {term ? <Cell label="答复期限" value={term} /> : null}
      {report.lateness === 'none' ? null : <Note>{latenessWords[report.lateness]}，请今天办理。</Note>}
    </Card>
  );
};
