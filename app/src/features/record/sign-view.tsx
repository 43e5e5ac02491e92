import type { Step } from '@lifttrust/shared-types/visit/visit.contract';
import type { VisitOnPhone } from '../../offline/reduce';
import { Card, CardTitle, Cell } from '../../ui/card';
import { openPage, type Page } from '../../ui/navigate';
import { Notice } from '../../ui/notice';
import { Lead, Note, Title } from '../../ui/screen';
import type { Act } from '../../ui/use-act';
import { ConflictCard } from './conflict-card';
import type { SheetToSign, VisitToSign } from './sheet-on-phone';

const titles: Partial<Record<Step, { title: string; lead: string }>> = {
  sign: { title: '核对后签名', lead: '您签的就是下面这些内容，签后再改要重签。' },
  check_out: { title: '签退', lead: '离开前再定一次位，您的部分就完成了。' },
  submit: { title: '封存并提交', lead: '提交后谁也不能再改，包括我们。' },
  done: { title: '您的部分已完成', lead: '可以返回了。' },
};

const queuedHead = { title: '已交给待发送', lead: '有网络时自动上传，齐了就封存。可以返回了。' };

/** What is signed, and what is still missing: all of it at once, each row leading to where it is done. */
export const SignView = ({
  pack,
  sheet,
  act,
  onChanged,
}: VisitToSign & { act: Act; onChanged: () => void }) => {
  const head = pack.onPhone.submitted
    ? queuedHead
    : (titles[pack.nextStep] ?? { title: '还不能签名', lead: '先把下面缺的补上。' });
  return (
    <>
      <Title>{head.title}</Title>
      <Lead>{head.lead}</Lead>
      {'partHash' in sheet.hash && pack.nextStep !== 'done' ? (
        <Notice
          id="sign-offline"
          tone="plain"
          title={pack.onPhone.stale ? '没有网络，您签的是自己这部分' : '还有内容在上传，您签的是自己这部分'}
          lines={['同伴的部分由同伴签，上传后合在一起。']}
        />
      ) : null}
      {sheet.conflicts.map((conflict) => (
        <ConflictCard key={conflict.code} {...{ pack, conflict, act, onChanged }} />
      ))}
      {pack.nextStep === 'done' ? null : <Missing pack={pack} sheet={sheet} />}
      <Card id="sheet">
        <CardTitle>签字内容</CardTitle>
        {sheet.lines.map((line) => (
          <Cell key={line.label} label={line.label} value={line.value} />
        ))}
        <Note>内容摘要 {Object.values(sheet.hash)[0]?.slice(0, 16)}…</Note>
      </Card>
    </>
  );
};

const Missing = ({ pack, sheet }: { pack: VisitOnPhone; sheet: SheetToSign }) =>
  sheet.refusals.length === 0 ? (
    <Notice tone="success" title="内容齐了" />
  ) : (
    <Card tone="warning" id="missing">
      <CardTitle>还缺 {sheet.refusals.length} 样</CardTitle>
      {sheet.refusals.map((refusal) => (
        <Cell
          key={`${refusal.code}${refusal.message}`}
          icon="alert"
          label={refusal.message}
          onPress={() => openPage(pageOf(refusal.code, refusal.field), { visitId: pack.id })}
        />
      ))}
    </Card>
  );

/** Where a missing thing is done; the visit's own page where nothing more exact is known. */
function pageOf(code: string, field: string | undefined): Page {
  const about = `${code} ${field ?? ''}`;
  if (/item/.test(about)) return 'technician/checklist';
  if (/photo/.test(about)) return 'technician/photos';
  if (/identity/.test(about)) return 'technician/identity';
  return 'technician/visit';
}
