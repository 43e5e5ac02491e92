import type { Presence } from '@lifttrust/shared-types/visit/visit.contract';
import type { ReactNode } from 'react';
import type { VisitOnPhone } from '../../offline/reduce';
import { answeredCount, takenSlots } from '../../offline/work-done';
import type { StepLine } from '../../ui/steps';
import { identityInWords, positionInWords, timeOrNothing } from './visit-words';

type Line = Omit<StepLine, 'state' | 'action'> & { done: boolean; doubt?: boolean };

/** The ten steps of a visit with the time of each and what was seen; the first open one is now. */
export function visitSteps(
  pack: VisitOnPhone,
  mine: Presence,
  actions: Record<string, ReactNode>,
): StepLine[] {
  const lines = [
    ...checkInLines(mine, pack.onPhone.unchecked),
    ...workLines(pack),
    ...closingLines(pack, mine),
  ];
  const now = lines.findIndex((line) => !line.done);
  return lines.map(({ done, doubt, ...line }, index) => ({
    ...line,
    state: done ? (doubt ? 'doubt' : 'done') : index === now ? 'now' : 'waiting',
    action: actions[line.key] ?? null,
  }));
}

function checkInLines(mine: Presence, unchecked: VisitOnPhone['onPhone']['unchecked']): Line[] {
  const inexact = mine.positionVerdict === 'weak' || mine.positionVerdict === 'outside';
  const known = mine.positionVerdict !== 'none' && !inexact;
  return [
    {
      key: 'code',
      label: '扫码',
      done: mine.codeAt !== null,
      time: timeOrNothing(mine.codeAt),
      seen:
        mine.codeAt === null
          ? undefined
          : unchecked.has('code')
            ? '码对得上，上传后再核对。'
            : '码是这台电梯的。',
    },
    {
      key: 'position',
      label: '定位',
      done: known || mine.positionEvidence,
      doubt: !known,
      time: timeOrNothing(mine.positionAt),
      seen: positionInWords(mine, unchecked.has('position')),
    },
    {
      key: 'identity',
      label: '身份核验',
      done: mine.identity === 'accepted' || mine.identity === 'in_review',
      doubt: mine.identity === 'in_review',
      seen: identityInWords(mine, unchecked.has('identity')),
    },
    { key: 'start', label: '开始', done: mine.startedAt !== null, time: timeOrNothing(mine.startedAt) },
  ];
}

function workLines(pack: VisitOnPhone): Line[] {
  const answered = answeredCount(pack.items);
  const photos = takenSlots(pack);
  return [
    {
      key: 'items',
      label: '检查项目',
      done: answered === pack.items.length,
      seen: `${answered}/${pack.items.length} 项`,
    },
    {
      key: 'photos',
      label: '照片',
      done: photos >= pack.photoMinimum,
      seen: `${photos}/${pack.photoMinimum} 张`,
    },
    {
      key: 'grade',
      label: '设备状态等级',
      done: pack.grade !== null,
      seen: pack.grade ? [pack.grade, pack.gradeReason].filter(Boolean).join('：') : undefined,
    },
  ];
}

function closingLines(pack: VisitOnPhone, mine: Presence): Line[] {
  const waitingFor = pack.presences.filter((presence) => presence.checkedOutAt === null);
  const submitted = pack.state === 'submitted';
  return [
    { key: 'sign', label: '签名', done: mine.signedAt !== null, time: timeOrNothing(mine.signedAt) },
    {
      key: 'check-out',
      label: '签退',
      done: mine.checkedOutAt !== null,
      time: timeOrNothing(mine.checkedOutAt),
    },
    {
      key: 'submit',
      label: mine.role === 'lead' ? '提交' : '组长提交',
      done: submitted,
      seen: submitted
        ? '已封存，任何人都不能再改。'
        : pack.onPhone.submitted
          ? '已交给待发送，全部上传后自动封存。'
          : mine.checkedOutAt !== null && waitingFor.length > 0
            ? `等 ${waitingFor.map((presence) => presence.person.name).join('、')} 签退`
            : undefined,
    },
  ];
}
