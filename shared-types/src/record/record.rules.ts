import type { CityParameters } from '../city/city.parameters';
import type { Refusal } from '../kernel/app-error';
import type { Steps } from '../kernel/states';
import { dayOf, endOfDay } from '../kernel/time';
import type { Item, ItemAnswer, Photo, PhotoSlot, VisitState } from '../visit/visit.contract';
import { needsPositionEvidence, type PresenceFacts } from '../visit/visit.rules';
import type { Finding, Validity } from './record.contract';

/** A technician at the visit, as the submission sees them; a `Presence` of the contract fits. */
export type SubmitPresence = PresenceFacts & { person: { name: string }; certified: boolean };

export interface SubmitFacts {
  state: VisitState;
  items: readonly Pick<Item, 'code' | 'name' | 'requiresTest' | 'result' | 'note' | 'reading' | 'fileIds'>[];
  /** Photographs the server has read and accepted (DECISIONS 12). */
  photos: readonly Pick<Photo, 'slot'>[];
  /** Every technician named for the visit, present or not. */
  presences: readonly SubmitPresence[];
  grade: string | null;
  gradeReason: string;
  /** Items on which two technicians contradict each other. */
  conflicts?: readonly { code: string; name: string }[];
  parameters: Pick<CityParameters, 'photos' | 'technicians' | 'equipmentGrades'>;
}

/**
 * What an item's answer still lacks. A draft may be saved without; a submission may not.
 * @basis TSG T5002-2017 第七条(四)、注A-1、注A-2, from 2017-08-01 (REC-01, REC-04, REC-05; DECISIONS 3)
 */
export function refuseAnswer(
  item: Pick<Item, 'code' | 'name' | 'requiresTest'>,
  answer: Omit<ItemAnswer, 'code'>,
): Refusal[] {
  const field = `items.${item.code}`;
  const lacks = (code: string, message: string): Refusal => ({ code, field, message });
  const title = `${item.code} ${item.name}`;
  const noted = answer.note.trim() !== '';
  const tested = answer.reading.trim() !== '' || answer.fileIds.length > 0;
  if (answer.result === null) return [lacks('record.item_unanswered', `“${title}”还没有填写结果。`)];
  if (answer.result === 'not_applicable') {
    return noted ? [] : [lacks('record.reason_missing', `“${title}”不涉及，请写明原因。`)];
  }
  const refusals: Refusal[] = [];
  if (answer.result === 'treated' && !noted) {
    refusals.push(lacks('record.note_missing', `“${title}”已处理，请写明调整或更换了什么。`));
  }
  if (answer.result === 'fail' && !noted) {
    refusals.push(lacks('record.note_missing', `“${title}”不合格，请写明具体情况。`));
  }
  if (item.requiresTest && !tested) {
    refusals.push(lacks('record.test_missing', `“${title}”须测试，请填写读数或拍一张照片。`));
  }
  return refusals;
}

type SubmitRule = (facts: SubmitFacts) => Refusal[];
const refusal = (code: string, message: string, field?: string): Refusal[] => [
  field ? { code, message, field } : { code, message },
];

/** @basis DECISIONS 8: a record is sealed once */
const visitIsOpen: SubmitRule = ({ state }) => {
  if (state === 'submitted') return refusal('visit.already_submitted', '这次维保已经提交封存。');
  if (state === 'cancelled') return refusal('visit.cancelled', '这次维保已经取消，不能提交。');
  return [];
};

/** @basis TSG T5002-2017 第七条(四), from 2017-08-01 (REC-01, REC-04) */
const everyItemAnswered: SubmitRule = ({ items }) => items.flatMap((item) => refuseAnswer(item, item));

const slotsToFill: readonly [PhotoSlot, string][] = [
  ['lift', '电梯及使用标志'],
  ['controller', '机房或控制柜'],
  ['car_top_or_pit', '轿顶或底坑'],
  ['finished', '完工现场'],
];

/** @basis 泉鲤市监规〔2024〕1号 四(四)“对维保过程进行拍照上传”, from 2024-01-16 (CHK-12, DECISIONS 27) */
const photosTaken: SubmitRule = ({ photos, parameters }) => {
  const empty = slotsToFill.filter(([slot]) => !photos.some((photo) => photo.slot === slot));
  const refusals = empty.flatMap(([slot, label]) =>
    refusal('record.photo_missing', `还缺“${label}”的照片。`, `photos.${slot}`),
  );
  // A picture that stands for a weak position says nothing about the work.
  const taken = photos.filter((photo) => photo.slot !== 'position').length;
  const { minimum } = parameters.photos;
  if (taken + empty.length >= minimum) return refusals;
  return [
    ...refusals,
    ...refusal('record.photos_too_few', `至少需要 ${minimum} 张照片，现有 ${taken} 张。`, 'photos'),
  ];
};

const hasStarted = (presence: SubmitPresence) => presence.startedAt !== null;

/** @basis CHK-08 (local regulations 第二十五条(二)); parameter `technicians.minimum` */
const enoughTechnicians: SubmitRule = ({ presences, parameters }) => {
  const present = presences.filter(hasStarted).length;
  const { minimum } = parameters.technicians;
  if (present >= minimum) return [];
  const message = `现场作业人员不少于 ${minimum} 人，目前只有 ${present} 人签到开始作业。`;
  return refusal('record.technicians_too_few', message, 'presences');
};

/** @basis CHK-08 “至少一人应当具有相应资格”; DECISIONS 26 */
const certifiedTechnician: SubmitRule = ({ presences, parameters }) => {
  const present = presences.filter(hasStarted);
  if (parameters.technicians.allCertified) {
    return present
      .filter((presence) => !presence.certified)
      .flatMap(({ person }) =>
        refusal('record.not_certified', `${person.name}没有有效的电梯修理作业证，不能作业。`, 'presences'),
      );
  }
  if (present.length === 0 || present.some((presence) => presence.certified)) return [];
  return refusal('record.nobody_certified', '作业人员中至少一人须持有效的电梯修理作业证（T）。', 'presences');
};

/** Whoever was there has been through every step: named people who never came are not held against the others. */
const stepsFinished: SubmitRule = ({ presences }) =>
  presences.filter(hasStarted).flatMap((presence) => {
    const { name } = presence.person;
    const lacking: Refusal[] = [];
    if (needsPositionEvidence(presence) && !presence.positionEvidence) {
      const message = `${name}的定位不够准确，请补一张现场照片。`;
      lacking.push(...refusal('record.position_evidence_missing', message, 'presences'));
    }
    if (presence.identity !== 'accepted' && presence.identity !== 'in_review') {
      lacking.push(...refusal('record.identity_missing', `${name}还没有通过身份核验。`, 'presences'));
    }
    if (presence.signedAt === null) {
      lacking.push(...refusal('record.signature_missing', `${name}还没有对现在的内容签名。`, 'presences'));
    }
    if (presence.checkedOutAt === null) {
      lacking.push(...refusal('record.check_out_missing', `${name}还没有签退。`, 'presences'));
    }
    return lacking;
  });

/** A partner who began to check in and stopped would otherwise vanish from the record. */
const nobodyHalfway: SubmitRule = ({ presences }) =>
  presences
    .filter((presence) => presence.codeAt !== null && !hasStarted(presence))
    .flatMap(({ person }) =>
      refusal('record.check_in_unfinished', `${person.name}的签到没有完成。`, 'presences'),
    );

/**
 * The equipment grade, from the city's scale, best first; a lift with a failed item is not 正常.
 * @basis 韶市监函〔2023〕60号 二(一)“设备状态等级”; DECISIONS 35
 */
const gradeChosen: SubmitRule = ({ grade, gradeReason, items, parameters }) => {
  const [normal = '正常'] = parameters.equipmentGrades;
  if (grade === null || !parameters.equipmentGrades.includes(grade)) {
    return refusal('record.grade_missing', '请给出设备状态等级。', 'grade');
  }
  const failed = items.filter((item) => item.result === 'fail').length;
  if (grade === normal && failed > 0) {
    const message = `有 ${failed} 项不合格，设备状态等级不能是“${normal}”。`;
    return refusal('record.grade_too_good', message, 'grade');
  }
  if (grade !== normal && gradeReason.trim() === '') {
    return refusal('record.grade_reason_missing', `设备状态等级为“${grade}”，请写明原因。`, 'gradeReason');
  }
  return [];
};

/** @basis DECISIONS 13; docs/adr/0025: nobody's answer is overwritten unseen */
const nothingContradictory: SubmitRule = ({ conflicts = [] }) =>
  conflicts.flatMap(({ code, name }) =>
    refusal(
      'record.answers_differ',
      `“${code} ${name}”两人填写的结果不同，请组长确定以谁的为准。`,
      `items.${code}`,
    ),
  );

/** Every rule a submission must satisfy. */
export const submitRecordRules: readonly SubmitRule[] = [
  visitIsOpen,
  everyItemAnswered,
  photosTaken,
  gradeChosen,
  enoughTechnicians,
  nobodyHalfway,
  certifiedTechnician,
  stepsFinished,
  nothingContradictory,
];

/** All reasons at once: a technician in the pit should not learn of them one by one. */
export const refuseSubmit = (facts: SubmitFacts): Refusal[] =>
  submitRecordRules.flatMap((rule) => rule(facts));

/**
 * A submission made without a network may arrive before a colleague's part: then it waits, and is no mistake of the
 * lead's. Null when nothing is missing of others, or when something is missing of the lead's own.
 * @basis DECISIONS 13 (“submission waits for both”)
 */
export function waitsForPartner(
  facts: Omit<SubmitFacts, 'state' | 'presences'> & {
    presences: readonly (SubmitPresence & { person: { id: string; name: string } })[];
  },
  leadId: string,
): Refusal | null {
  const open = { ...facts, state: 'checked_in' as const };
  const others = facts.presences.filter(({ person }) => person.id !== leadId);
  const mine = facts.presences.filter(({ person }) => person.id === leadId);
  const isOwnDone = mine.every(
    (presence) => hasStarted(presence) && stepsFinished({ ...open, presences: [presence] }).length === 0,
  );
  if (!isOwnDone) return null;
  const underWay = others.filter(
    (presence) => presence.codeAt !== null && (!hasStarted(presence) || !isFinished(open, presence)),
  );
  const isTooFew = enoughTechnicians(open).length > 0;
  const absent = isTooFew ? others.filter(({ codeAt }) => codeAt === null) : [];
  const awaited = [...underWay, ...absent].map(({ person }) => person.name);
  if (awaited.length === 0) return null;
  const message = `等待${awaited.join('、')}上传自己的部分，之后自动提交，不会丢失。`;
  return { code: 'visit.waits_for_partner', message };
}

const isFinished = (facts: SubmitFacts, presence: SubmitPresence): boolean =>
  stepsFinished({ ...facts, presences: [presence] }).length === 0;

/** The lead's part is done when nothing about the work itself is missing (feeds `VisitFacts.workComplete`). */
export const isWorkComplete = (
  facts: Pick<SubmitFacts, 'items' | 'photos' | 'grade' | 'gradeReason' | 'parameters'>,
): boolean =>
  [everyItemAnswered, photosTaken, gradeChosen].every(
    (rule) => rule({ ...facts, state: 'checked_in', presences: [] }).length === 0,
  );

/**
 * DRAFT → SUBMITTED → VALID | SUSPECT → VALID | INVALID. Both valid and suspect satisfy the deadline.
 * @basis CHK-16; DECISIONS 2, 25
 */
export const validitySteps: Steps<Validity> = {
  draft: ['submitted'],
  submitted: ['valid', 'suspect'],
  suspect: ['valid', 'invalid'],
  valid: [],
  // Only by an appeal, decided by another person.
  invalid: ['valid'],
};

/** One open doubt makes a record suspect; it never makes it invalid, only a person's decision does (CHK-16). */
export const validityOf = (findings: readonly Pick<Finding, 'settled'>[]): 'valid' | 'suspect' =>
  findings.some((finding) => !finding.settled) ? 'suspect' : 'valid';

/**
 * A decision on validity is about a doubt, and is made once.
 * @basis CHK-16
 */
export const refuseValidityDecision = (validity: Validity): Refusal | null =>
  validity === 'suspect'
    ? null
    : { code: 'record.not_suspect', message: '这份记录没有待核实的疑点，不需要作出决定。' };

/**
 * The record of work completed on a day is due on that day until 24:00; later it is taken, and counted as late.
 * @basis 广州市监局 2021-04-08 四(一) “在维保工作完成当天上传” (REC-12)
 */
export const isUploadedLate = (completedAt: number, receivedAt: number): boolean =>
  receivedAt >= endOfDay(dayOf(completedAt));
