import { voidCauseWords } from '@lifttrust/shared-types/amendment/amendment.contract';
import { z } from '@lifttrust/shared-types/kernel/zod';
import type { EntrySummary } from '@lifttrust/shared-types/record/record.contract';
import { validityWords } from '@lifttrust/shared-types/record/record.contract';
import {
  AmendedClosed,
  AmendedOpen,
  AnswerClosed,
  DisputeClosed,
  DisputeOpen,
  ReviewedClosed,
  ReviewedOpen,
  SubmittedOpen,
  ValidityClosed,
  ValidityOpen,
  VoidedOpen,
} from '@lifttrust/shared-types/record/record.sealed';
import { maintenanceClasses } from '@lifttrust/shared-types/visit/visit.contract';

/** Sealed with its word in front: whoever objected is never read as having agreed. */
export const isObjection = (text: string): boolean => text.startsWith('不同意：');

/** A sealed entry as it lies in the log. */
export interface StoredEntry {
  seq: number | null;
  kind: string;
  at: number;
  hash: string;
  open: string;
  closed?: string | undefined;
}

interface Told {
  title: string;
  by: string;
  text: string;
}

// Of a body that was checked when it was sealed only what is told: a lift's four years are a hundred of them.
const SubmittedLine = SubmittedOpen.pick({
  class: true,
  grade: true,
  findingCodes: true,
  companyName: true,
  technicians: true,
});

function submitted(entry: StoredEntry): Told {
  const open = SubmittedLine.parse(JSON.parse(entry.open));
  const doubts = open.findingCodes.length;
  const text = `${maintenanceClasses[open.class]}，设备状态等级 ${open.grade}，${doubts === 0 ? '没有疑点' : `${doubts} 个疑点待核实`}`;
  return { title: '维保记录封存', by: `${open.companyName} ${open.technicians.join('、')}`, text };
}

const answerTitles: Record<string, string> = {
  'record.owner_signed': '使用单位签字确认',
  'record.owner_signed_late': '使用单位逾期后补签',
  'record.owner_returned': '使用单位退回',
  'record.owner_defaulted': '逾期默认确认（非本人签名）',
};

function answered(entry: StoredEntry): Told {
  const closed = AnswerClosed.parse(JSON.parse(entry.closed ?? '{}'));
  const text = closed.reason
    ? `理由：${closed.reason}`
    : closed.satisfaction
      ? `评价：${closed.satisfaction}`
      : '';
  return { title: answerTitles[entry.kind] ?? '使用单位答复', by: closed.by, text };
}

function decided(entry: StoredEntry): Told {
  const open = ValidityOpen.parse(JSON.parse(entry.open));
  const closed = ValidityClosed.parse(JSON.parse(entry.closed ?? '{}'));
  return { title: `判定为${validityWords[open.validity]}`, by: closed.by, text: `理由：${closed.reason}` };
}

const disputeTitles = {
  answered: '维保单位答复退回',
  settled: '使用单位认可答复',
  referred: '使用单位提请监管部门处理',
  decided: '监管部门处理争议',
};

function disputed(entry: StoredEntry): Told {
  const { step } = DisputeOpen.parse(JSON.parse(entry.open));
  const closed = DisputeClosed.parse(JSON.parse(entry.closed ?? '{}'));
  return { title: disputeTitles[step], by: closed.by, text: closed.text };
}

const reviewTitles = {
  asked: '核验人员要求补充说明',
  stated: '补充说明疑点',
  appealed: '对无效决定申诉',
  upheld: '申诉不成立',
  overturned: '申诉成立',
};

function reviewed(entry: StoredEntry): Told {
  const { step } = ReviewedOpen.parse(JSON.parse(entry.open));
  const closed = ReviewedClosed.parse(JSON.parse(entry.closed ?? '{}'));
  return { title: reviewTitles[step], by: closed.by, text: closed.text };
}

const agreedBy = (closed: AmendedClosed) =>
  closed.agreements
    .filter(({ text }) => !isObjection(text))
    .map(({ who }) => who)
    .join('、');

function amended(entry: StoredEntry): Told {
  const { number } = AmendedOpen.parse(JSON.parse(entry.open));
  const closed = AmendedClosed.parse(JSON.parse(entry.closed ?? '{}'));
  const lines = closed.corrections.map(
    ({ label, before, after }) => `${label}：${before || '（空）'} → ${after || '（空）'}`,
  );
  return {
    title: `第 ${number} 次更正`,
    by: agreedBy(closed),
    text: `${lines.join('；')}。理由：${closed.reason}`,
  };
}

function voided(entry: StoredEntry): Told {
  const { cause } = VoidedOpen.parse(JSON.parse(entry.open));
  const closed = AmendedClosed.parse(JSON.parse(entry.closed ?? '{}'));
  return { title: '作废', by: agreedBy(closed), text: `${voidCauseWords[cause]}。理由：${closed.reason}` };
}

const qualityTitles: Record<string, string> = {
  'quality.checked': '维保单位质量检查',
  'quality.answered': '质量检查的问题已整改',
  'quality.sent_back': '质量检查的整改被退回',
  'quality.closed': '质量检查的问题已关闭',
};

/** What a company found about its own work stays in its own words there; the timeline says that it looked. */
const QualityOpen = z.object({ items: z.number().optional(), findings: z.number().optional() });
const QualityClosed = z.object({ item: z.string().optional(), text: z.string().optional() });

function quality(entry: StoredEntry): Told {
  const { items, findings } = QualityOpen.parse(JSON.parse(entry.open));
  const { item, text } = QualityClosed.parse(JSON.parse(entry.closed ?? '{}'));
  const title = qualityTitles[entry.kind] ?? entry.kind;
  if (items !== undefined) return { title, by: '', text: `检查 ${items} 项，${findings ?? 0} 项不合格` };
  return { title, by: '', text: [item, text].filter(Boolean).join('：') };
}

/** What offices did with a lift's records: entries of the modules further out, told where a lift's history is. */
const OfficeClosed = z.object({
  by: z.string().default(''),
  organisation: z.string().default(''),
  reference: z.string().default(''),
  reason: z.string().default(''),
});

const officeTold = (title: string) => (entry: StoredEntry) => {
  const { by, organisation, reference, reason } = OfficeClosed.parse(JSON.parse(entry.closed ?? '{}'));
  return {
    title,
    by: `${organisation} ${by}`.trim(),
    text: [reference, reason].filter((word) => word !== '').join('：'),
  };
};

const tellers: Record<string, (entry: StoredEntry) => Told> = {
  'record.submitted': submitted,
  'record.validity_decided': decided,
  'record.disputed': disputed,
  'record.reviewed': reviewed,
  'record.amended': amended,
  'record.voided': voided,
  'evidence.called_up': officeTold('记录被调阅'),
  'hold.placed': officeTold('证据保全'),
  'hold.released': officeTold('解除证据保全'),
};

/** One entry in words for timelines and files. */
export function entrySummary(entry: StoredEntry): EntrySummary {
  const tell =
    entry.kind in qualityTitles
      ? quality
      : (tellers[entry.kind] ?? (entry.kind in answerTitles ? answered : null));
  const told = tell ? tell(entry) : { title: entry.kind, by: '', text: '' };
  return { seq: entry.seq, kind: entry.kind, at: entry.at, hash: entry.hash, ...told };
}
