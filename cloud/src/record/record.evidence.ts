import type { CityParameters } from '@lifttrust/shared-types/city/city.parameters';
import { instantInWords, timeInWords } from '@lifttrust/shared-types/kernel/time';
import type { z } from '@lifttrust/shared-types/kernel/zod';
import { logNumberWords } from '@lifttrust/shared-types/ledger/ledger.words';
import type { EvidenceLine } from '@lifttrust/shared-types/record/record.contract';
import type { SubmittedClosed, SubmittedOpen } from '@lifttrust/shared-types/record/record.sealed';
import { cameLate, timingWords } from '@lifttrust/shared-types/record/record.timing.rules';

type Line = z.infer<typeof EvidenceLine>;
type Presence = SubmittedClosed['presences'][number];

const each = (presences: Presence[], say: (presence: Presence) => string) => presences.map(say).join('；');

function positionWords(presence: Presence): string {
  const { person, positionVerdict: verdict } = presence;
  const metres = presence.distanceMetres === null ? '' : `距电梯 ${Math.round(presence.distanceMetres)} 米`;
  const exact = presence.accuracyMetres === null ? '' : `，精度 ${Math.round(presence.accuracyMetres)} 米`;
  const words: Record<Presence['positionVerdict'], string> = {
    fine: `${metres}${exact}，在允许范围内`,
    weak: `${metres}${exact}，精度不足，已补现场照片`,
    outside: `${metres}${exact}，超出允许范围，已补现场照片`,
    no_reference: '电梯坐标还没有确认，只记录不判断',
    none: '手机没有给出位置，已补现场照片',
  };
  return `${person.name}${words[verdict]}`;
}

function identityWords(presence: Presence): string {
  const method = presence.identityMethod === 'alternative' ? '不用人脸的方式' : '转头人脸核验';
  const outcome =
    presence.identity === 'accepted'
      ? '通过'
      : presence.identity === 'in_review'
        ? '提交时等待人工核验'
        : '未通过';
  return `${presence.person.name}：${method}，${outcome}`;
}

/** Only where there is something to say: work without a network, or a record that came on another day. */
function timeLine({ completedAt, receivedAt }: SubmittedOpen, closed: SubmittedClosed): Line[] {
  const { presences, lateReason } = closed;
  const text = timingWords({ completedAt, receivedAt, presences, lateReason });
  return text ? [{ kind: 'time', label: '上传', good: !cameLate({ completedAt, receivedAt }), text }] : [];
}

/** What was seen and why it counts, line by line (DESIGN, evidence line), as it stood at submission. */
export function evidenceLines(
  open: SubmittedOpen,
  closed: SubmittedClosed,
  parameters: CityParameters,
  seq: number | null,
): Line[] {
  const { presences, items, photos, signatures } = closed;
  const minutes = Math.floor((open.completedAt - open.startedAt) / 60_000);
  const atLeast = parameters.durationMinutes[open.class];
  const goodPosition = (presence: Presence) =>
    presence.positionVerdict === 'fine' || presence.positionVerdict === 'no_reference';
  return [
    {
      kind: 'code',
      label: '扫码',
      good: presences.every((presence) => presence.codeAt !== null),
      text: each(
        presences,
        (presence) =>
          `${presence.person.name} ${presence.codeAt ? timeInWords(presence.codeAt) : '未'}扫电梯码`,
      ),
    },
    {
      kind: 'position',
      label: '定位',
      good: presences.every(goodPosition),
      text: each(presences, positionWords),
    },
    {
      kind: 'identity',
      label: '身份',
      good: presences.every((presence) => presence.identity === 'accepted'),
      text: each(presences, identityWords),
    },
    {
      kind: 'photos',
      label: '照片',
      good: photos.length >= parameters.photos.minimum,
      text: `${photos.length} 张，服务端逐张核对了摘要、凭证与重复`,
    },
    {
      kind: 'items',
      label: '项目',
      good: items.every((item) => item.result !== null),
      text: `${items.length} 项全部逐项填写，${open.exceptions} 项有处理或不合格`,
    },
    {
      kind: 'signatures',
      label: '签名',
      good: signatures.length >= presences.length,
      text: each(
        presences,
        (presence) =>
          `${presence.person.name}手写签名${presence.signedAt ? ` ${timeInWords(presence.signedAt)}` : ''}`,
      ),
    },
    {
      kind: 'duration',
      label: '用时',
      good: minutes >= atLeast,
      text: `${minutes} 分钟（${instantInWords(open.startedAt)} 至 ${timeInWords(open.completedAt)}），本市参考用时 ${atLeast} 分钟`,
    },
    ...timeLine(open, closed),
    {
      kind: 'seal',
      label: '存证',
      good: true,
      text: `${logNumberWords(seq)}，内容一经封存不能改动`,
    },
  ];
}
