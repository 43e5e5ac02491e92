import { startOfDay } from '@lifttrust/shared-types/kernel/time';
import type { RecordDetail } from '@lifttrust/shared-types/record/record.contract';
import { checklistFor } from '@lifttrust/shared-types/record/record.template';
import type { Item, MaintenanceClass } from '@lifttrust/shared-types/visit/visit.contract';
import sharp from 'sharp';
import type { PrintExtra } from '../print.types';

const id = (last: string) => `01K${'0'.repeat(22)}${last}`;
const morning = startOfDay('2026-11-20') + 9 * 3_600_000;

export function sampleItems(maintenanceClass: MaintenanceClass): Item[] {
  const checklist = checklistFor('3110', maintenanceClass);
  if ('refusal' in checklist) throw new Error(checklist.refusal.message);
  return checklist.items.map((item, index) => ({
    ...item,
    result: index === 12 ? 'treated' : index === 20 ? 'fail' : index === 25 ? 'not_applicable' : 'pass',
    note:
      index === 12
        ? '油杯油量不足，已加注导轨油；更换吸油毛毡 2 片（型号 YM-10）。'
        : index === 20
          ? '2 层光幕下段偶发不动作，已停用该功能并告知使用单位，待更换。'
          : index === 25
            ? '本梯层门为手动复位型式，无此装置。'
            : '',
    reading: item.requiresTest ? '125% 载荷，制停可靠' : '',
    fileIds: item.requiresTest ? [id('7')] : [],
  }));
}

const presence = (name: string, role: 'lead' | 'partner'): RecordDetail['presences'][number] => ({
  person: { id: id(role === 'lead' ? '1' : '2'), name },
  role,
  certified: true,
  codeAt: morning,
  positionAt: morning + 60_000,
  positionVerdict: 'fine',
  distanceMetres: 31,
  accuracyMetres: 20,
  positionEvidence: false,
  identity: 'accepted',
  identityMethod: 'face',
  startedAt: morning + 120_000,
  checkedOutAt: morning + 50 * 60_000,
  signedAt: morning + 49 * 60_000,
  offline: false,
  anchorAt: null,
  receivedAt: null,
  untrustedSteps: 0,
  clockJumpMs: 0,
});

/** A believable record of invented people; a test changes what it is about. */
export function sampleRecord(changes: Partial<RecordDetail> = {}): RecordDetail {
  const maintenanceClass = changes.class ?? 'half_month';
  return {
    id: id('0'),
    visitId: id('3'),
    liftId: id('4'),
    place: '云汀花园 3 幢 2 单元',
    rescueCode: '910017',
    ownNumber: '3#-2',
    class: maintenanceClass,
    completedOn: '2026-11-20',
    completedAt: morning + 50 * 60_000,
    companyName: '示例恒稳电梯维保有限公司',
    ownerName: '示例云汀物业服务有限公司',
    technicians: ['林一鸣', '周小山'],
    validity: 'valid',
    ownerAnswer: 'signed',
    grade: '关注',
    exceptions: 2,
    standing: 'original',
    amendments: [],
    snapshot: [
      { label: '使用单位', value: '示例云汀物业服务有限公司' },
      { label: '设备品种', value: '曳引驱动乘客电梯' },
      { label: '设备代码', value: '31109999992026000017' },
      { label: '使用登记证编号', value: '梯11闽C00017(26)' },
      { label: '制造单位', value: '示例云梯制造有限公司' },
      { label: '出厂编号', value: '00E2170' },
      { label: '额定速度', value: '1.75 m/s' },
      { label: '额定载重量', value: '1000 kg' },
      { label: '层站数', value: '18 层' },
    ],
    templateEdition: 'TSG-T5002-2017/A/1',
    items: sampleItems(maintenanceClass),
    photos: [
      { fileId: id('7'), slot: 'lift', takenBy: '林一鸣', capturedAt: morning, sha256: 'a1'.repeat(32) },
      {
        fileId: id('8'),
        slot: 'controller',
        takenBy: '周小山',
        capturedAt: morning,
        sha256: 'b2'.repeat(32),
      },
    ],
    presences: [presence('林一鸣', 'lead'), presence('周小山', 'partner')],
    gradeReason: '2 层光幕待更换',
    nextPlannedOn: '2026-12-04',
    findings: [],
    evidence: [
      { kind: 'code', label: '扫码', good: true, text: '林一鸣 09:00 扫电梯码；周小山 09:00 扫电梯码' },
      { kind: 'position', label: '定位', good: true, text: '距电梯 31 米，精度 20 米，在允许范围内' },
      { kind: 'identity', label: '身份', good: true, text: '林一鸣：转头人脸核验，通过' },
      { kind: 'seal', label: '存证', good: true, text: '存证日志第 42 条，内容一经封存不能改动' },
    ],
    entries: [
      {
        seq: 42,
        kind: 'record.submitted',
        title: '提交封存',
        at: morning + 50 * 60_000,
        by: '林一鸣',
        hash: 'c3'.repeat(32),
        text: '半月维保，2 项有处理或不合格',
      },
      {
        seq: 57,
        kind: 'record.owner_signed',
        title: '使用单位签字',
        at: morning + 3 * 3_600_000,
        by: '郑安全',
        hash: 'd4'.repeat(32),
        text: '已查看全部异常项目',
      },
    ],
    returnReason: null,
    ownerSigner: '郑安全',
    verificationCode: '7H3KQ9TZ2M8XWB4C',
    contentHash: 'e5'.repeat(32),
    startedAt: morning + 120_000,
    receivedAt: morning + 51 * 60_000,
    offline: false,
    lateReason: '',
    uploadedLate: false,
    signatures: [],
    may: { sign: false, return: false, decide: false },
    ...changes,
  };
}

const stroke = (path: string) =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="200"><path d="${path}" fill="none" stroke="#181818" stroke-width="6"/></svg>`,
    ),
  )
    .png()
    .toBuffer();

export async function sampleExtra(changes: Partial<PrintExtra> = {}): Promise<PrintExtra> {
  const at = morning + 49 * 60_000;
  return {
    cityName: '示例市',
    verificationUrl: 'https://lift.example/v/7H3KQ9TZ2M8XWB4C',
    printedBy: '何监管',
    printedAt: startOfDay('2026-11-21') + 10 * 3_600_000,
    signatures: [
      {
        who: '林一鸣',
        as: '维保人员',
        at,
        png: await stroke('M40 150 C 120 20 160 180 240 60 S 380 170 540 70'),
      },
      {
        who: '周小山',
        as: '维保人员',
        at: at + 30_000,
        png: await stroke('M40 90 Q 160 190 250 60 T 540 120'),
      },
      {
        who: '郑安全',
        as: '使用单位安全员',
        at: at + 7_200_000,
        png: await stroke('M60 60 C 160 190 240 10 320 130 S 460 40 560 150'),
      },
    ],
    seal: {
      seq: 42,
      entryHash: 'c3'.repeat(32),
      checkpoint: { size: 58, root: 'f6'.repeat(32), at: at + 180_000, keyId: 'k1' },
    },
    ...changes,
  };
}
