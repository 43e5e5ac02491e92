import { NetworkError } from '@lifttrust/shared-types/kernel/app-error';
import { type ItemConflict, recordApi, type Sheet } from '@lifttrust/shared-types/record/record.contract';
import { itemResults, maintenanceClasses } from '@lifttrust/shared-types/visit/visit.contract';
import { partHash } from '@lifttrust/shared-types/visit/visit.part';
import { call } from '../../lib/call';
import type { VisitOnPhone } from '../../offline/reduce';
import { partOnPhone, readVisit } from '../../offline/visits';
import { isAnswered, takenSlots } from '../../offline/work-done';
import { contact } from '../../outbox/contact';

/** What is about to be signed: the whole by the service, or one's own part where the phone knows no more. */
export interface SheetToSign {
  /** Exactly one of the two goes with the signature. */
  hash: { contentHash: string } | { partHash: string };
  lines: Sheet['lines'];
  refusals: Sheet['refusals'];
  conflicts: ItemConflict[];
}

export interface VisitToSign {
  pack: VisitOnPhone;
  sheet: SheetToSign;
}

/** While anything of the visit waits on this phone the service's sheet lacks it, so the phone makes up its own. */
export async function readSheet(visitId: string): Promise<VisitToSign> {
  const pack = await readVisit(visitId);
  if (pack.onPhone.waiting > 0 || pack.onPhone.stale) return { pack, sheet: sheetOnPhone(pack) };
  try {
    const sheet = await contact.note(call(recordApi.sheet, { visitId }));
    const { contentHash, lines, refusals, conflicts } = sheet;
    return { pack, sheet: { hash: { contentHash }, lines, refusals, conflicts } };
  } catch (problem) {
    if (!(problem instanceof NetworkError)) throw problem;
    return { pack: { ...pack, onPhone: { ...pack.onPhone, stale: true } }, sheet: sheetOnPhone(pack) };
  }
}

function sheetOnPhone(pack: VisitOnPhone): SheetToSign {
  const part = partOnPhone(pack.id);
  if (!part) throw new NetworkError('这次维保没有取到离线所需的内容。');
  const { items, photos, lift } = pack;
  const count = (result: keyof typeof itemResults) => items.filter((item) => item.result === result).length;
  const lines: [string, string][] = [
    ['电梯', `${lift.place} ${lift.ownNumber}`],
    ['维保类别', maintenanceClasses[pack.class]],
    [
      '检查项目',
      `${items.length} 项：合格 ${count('pass')}，已处理 ${count('treated')}，不合格 ${count('fail')}，不涉及 ${count('not_applicable')}`,
    ],
    ['照片', `${photos.length} 张`],
    ['设备状态等级', pack.grade ? [pack.grade, pack.gradeReason].filter(Boolean).join('：') : '还没有给出'],
  ];
  return {
    hash: { partHash: partHash(part) },
    lines: lines.map(([label, value]) => ({ label, value })),
    refusals: missing(pack),
    conflicts: [],
  };
}

/** What the phone can see is missing; the rest is said when it has been uploaded. */
function missing(pack: VisitOnPhone): Sheet['refusals'] {
  if (pack.mine?.role !== 'lead') return [];
  const open = pack.items.filter((item) => !isAnswered(item)).length;
  const photos = pack.photoMinimum - takenSlots(pack);
  return [
    ...(open > 0 ? [{ code: 'record.items', message: `还有 ${open} 项没有填完。` }] : []),
    ...(photos > 0 ? [{ code: 'record.photos', message: `还差 ${photos} 张现场照片。` }] : []),
    ...(!pack.grade ? [{ code: 'record.grade', message: '还没有给出设备状态等级。' }] : []),
  ];
}
