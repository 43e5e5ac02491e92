import {
  areSuspiciouslyAlike,
  cameTogether,
  isImpossibleTravel,
  overlaps,
  type Stay,
  travelBetween,
} from '../check-in/check-in.rules';
import type { CityParameters } from '../city/city.parameters';
import type { GeoPoint } from '../kernel/geo';
import { dateInWords, durationInWords, instantInWords } from '../kernel/time';
import type { MaintenanceClass, Presence } from '../visit/visit.contract';
import type { Finding } from './record.contract';

/** What is known of one technician's presence when the record is submitted. */
export interface PresenceEvidence
  extends Pick<
    Presence,
    | 'person'
    | 'positionVerdict'
    | 'distanceMetres'
    | 'accuracyMetres'
    | 'identity'
    | 'startedAt'
    | 'checkedOutAt'
    | 'anchorAt'
    | 'receivedAt'
    | 'untrustedSteps'
    | 'clockJumpMs'
  > {
  deviceId: string | null;
  deviceModel: string;
  /** The fix given at check-in; null when the phone could give none. */
  fix: GeoPoint | null;
  /** Where the check-out was: fine, weak, outside …; `none` when it gave no position. */
  checkOutVerdict: Presence['positionVerdict'];
  /** Largest difference between the phone's and the server's clock seen during the visit. */
  clockSkewMs: number;
  /** The signature came when its signer had left the company; null otherwise. */
  signedBeforeLeaving: { signedAt: number; leftAt: number } | null;
  /** How often the phone offered a simulated position before an accepted one. */
  mockAttempts: number;
  stay: Stay;
  /** The same person's other stays that touch this one's day. */
  otherStays: readonly Stay[];
}

export interface FindingFacts {
  class: MaintenanceClass;
  /** Only those who were there (`startedAt` not null). */
  presences: readonly PresenceEvidence[];
  /** Photographs that look like ones of an earlier visit (CHK-13). */
  reusedPhotos: readonly { slot: string; earlierOn: string }[];
  parameters: Pick<
    CityParameters,
    'durationMinutes' | 'clockSkewSeconds' | 'technicians' | 'travel' | 'autoCloseHours' | 'offline'
  >;
}

const byReview = '由核验人员核对现场照片等证据后作出决定';
const open = (code: string, message: string, settledBy: string): Finding => ({
  code,
  message,
  settledBy,
  settled: false,
});
const metres = (value: number | null) => (value === null ? '' : `${Math.round(value)} 米`);

type FindingRule = (facts: FindingFacts) => Finding[];
type PersonRule = (presence: PresenceEvidence, facts: FindingFacts) => Finding[];
const perPerson =
  (rule: PersonRule): FindingRule =>
  (facts) =>
    facts.presences.flatMap((presence) => rule(presence, facts));

/** @basis 泉鲤市监规〔2024〕1号 四(四) “定位签到”, from 2024-01-16 (CHK-04) */
const positionDoubts: FindingRule = perPerson(({ person, ...seen }) => {
  const settledBy = '由核验人员核对补拍的现场照片后作出决定';
  if (seen.positionVerdict === 'weak') {
    const message = `${person.name}签到时定位精度为 ${metres(seen.accuracyMetres)}，不足以确认在电梯旁。`;
    return [open('check_in.position_weak', message, settledBy)];
  }
  if (seen.positionVerdict === 'outside') {
    const message = `${person.name}签到时距电梯 ${metres(seen.distanceMetres)}，超出允许范围。`;
    return [open('check_in.position_outside', message, settledBy)];
  }
  if (seen.positionVerdict === 'none') {
    return [open('check_in.position_missing', `${person.name}签到时手机没有给出位置。`, settledBy)];
  }
  return [];
});

/** @basis CHK-03 “Check-out repeats location” */
const checkOutDoubts: FindingRule = perPerson(({ person, checkOutVerdict }) =>
  checkOutVerdict === 'outside'
    ? [open('check_in.check_out_outside', `${person.name}签退时不在电梯附近。`, byReview)]
    : [],
);

/** @basis DECISIONS 15; 人脸识别技术应用安全管理办法 第十条 (alternative of equal standing, DECISIONS 28) */
const identityDoubts: FindingRule = perPerson(({ person, identity }) =>
  identity === 'in_review'
    ? [
        open(
          'face.in_review',
          `${person.name}的身份核验正在等待人工决定。`,
          '核验人员作出决定后自动消除，不影响按期完成',
        ),
      ]
    : [],
);

/** @basis CHK-11; minutes are the city parameter `durationMinutes` */
const tooShort: FindingRule = ({ presences, class: maintenanceClass, parameters }) => {
  const starts = presences.flatMap(({ startedAt }) => startedAt ?? []);
  const ends = presences.flatMap(({ checkedOutAt }) => checkedOutAt ?? []);
  if (starts.length === 0 || ends.length === 0) return [];
  const minutes = (Math.max(...ends) - Math.min(...starts)) / 60_000;
  const least = parameters.durationMinutes[maintenanceClass];
  if (minutes >= least) return [];
  const message = `作业用时 ${Math.floor(minutes)} 分钟，少于本市参考用时 ${least} 分钟。`;
  return [open('record.duration_short', message, byReview)];
};

/** @basis CHK-14 */
const clockDoubts: FindingRule = perPerson(({ person, clockSkewMs }, { parameters }) => {
  if (Math.abs(clockSkewMs) <= parameters.clockSkewSeconds * 1000) return [];
  const seconds = Math.round(Math.abs(clockSkewMs) / 1000);
  const direction = clockSkewMs > 0 ? '快' : '慢';
  const message = `${person.name}的手机时钟比标准时间${direction} ${seconds} 秒。`;
  return [
    open(
      'check_in.clock_skewed',
      message,
      '由核验人员核对各步骤的服务器时间后作出决定；请打开手机“自动设置时间”',
    ),
  ];
});

/**
 * Offline is no doubt: many machine rooms have no signal. It becomes one where the service heard nothing of the phone
 * long before the work and long after it, so that only the phone vouches for when it was.
 * @basis CHK-15 “fully offline job without any server contact in the 2 h around it” (parameter `offline.contactHours`)
 */
const offlineTooLong: FindingRule = perPerson((presence, { parameters }) => {
  const { person, startedAt, checkedOutAt, anchorAt, receivedAt } = presence;
  if (startedAt === null || checkedOutAt === null || anchorAt === null || receivedAt === null) return [];
  const before = startedAt - anchorAt;
  const after = receivedAt - checkedOutAt;
  const limit = parameters.offline.contactHours * 3_600_000;
  if (before <= limit || after <= limit) return [];
  const message = `${person.name}开始作业前 ${durationInWords(before)}、签退后 ${durationInWords(after)}内手机都没有联系过服务器，作业时间由手机推算。`;
  return [open('check_in.offline_too_long', message, byReview)];
});

/** @basis CHK-14 “wall-clock change during the order → flagged” (parameter `clockSkewSeconds`) */
const clockJumpDoubts: FindingRule = perPerson(({ person, clockJumpMs }, { parameters }) => {
  if (Math.abs(clockJumpMs) <= parameters.clockSkewSeconds * 1000) return [];
  const direction = clockJumpMs > 0 ? '拨快' : '拨慢';
  const message = `作业期间${person.name}的手机时间被${direction}了 ${durationInWords(Math.abs(clockJumpMs))}；各步骤的时间按手机的计时器推算，没有采用改动后的时间。`;
  return [open('check_in.clock_jumped', message, byReview)];
});

/** @basis CHK-14; docs/adr/0025: what cannot be checked counts as done when it came */
const untrustedTimes: FindingRule = perPerson(({ person, untrustedSteps }) =>
  untrustedSteps > 0
    ? [
        open(
          'check_in.time_untrusted',
          `${person.name}有 ${untrustedSteps} 个步骤的离线时间无法核实，已按服务器收到的时间记录。`,
          byReview,
        ),
      ]
    : [],
);

/** @basis CHK-15; docs/adr/0025: a signature stands if it was made while its signer worked there */
const signedBeforeLeaving: FindingRule = perPerson(({ person, signedBeforeLeaving: signed }) =>
  signed
    ? [
        open(
          'record.signer_left',
          `${person.name}于 ${instantInWords(signed.signedAt)} 离线签名，上传时已于 ${instantInWords(signed.leftAt)} 离开本单位。`,
          byReview,
        ),
      ]
    : [],
);

/** @basis CHK-06 */
const mockDoubts: FindingRule = perPerson(({ person, mockAttempts }) =>
  mockAttempts > 0
    ? [open('check_in.mock_position', `${person.name}签到前曾 ${mockAttempts} 次提交模拟定位。`, byReview)]
    : [],
);

const pairs = <T>(list: readonly T[]): [T, T][] =>
  list.flatMap((first, index) => list.slice(index + 1).map((second): [T, T] => [first, second]));

/** @basis CHK-08 “with his own account, device and identity”; DECISIONS 26 */
const sameDevice: FindingRule = ({ presences }) =>
  pairs(presences).flatMap(([a, b]) => {
    const names = `${a.person.name}和${b.person.name}`;
    if (a.deviceId !== null && a.deviceId === b.deviceId) {
      return [open('check_in.same_device', `${names}用同一部手机签到。`, byReview)];
    }
    const alike =
      a.fix &&
      b.fix &&
      areSuspiciouslyAlike(
        { ...a.fix, deviceModel: a.deviceModel },
        { ...b.fix, deviceModel: b.deviceModel },
      );
    return alike
      ? [open('check_in.identical_fixes', `${names}的手机型号相同，定位坐标也完全相同。`, byReview)]
      : [];
  });

/** @basis CHK-08 (parameter `technicians.gapMinutes`) */
const apartInTime: FindingRule = ({ presences, parameters }) => {
  const starts = presences.map(({ stay }) => stay.from);
  if (cameTogether(starts, parameters)) return [];
  const minutes = Math.round((Math.max(...starts) - Math.min(...starts)) / 60_000);
  const message = `作业人员签到相差 ${minutes} 分钟，超过 ${parameters.technicians.gapMinutes} 分钟。`;
  return [open('check_in.far_apart', message, byReview)];
};

/** A check-out somebody forgot does not make every later visit doubtful: the stay ends after so many hours. */
const endedAtLast = (stay: Stay, autoCloseHours: number): Stay => ({
  ...stay,
  to: stay.to ?? stay.from + autoCloseHours * 3_600_000,
});

/** @basis CHK-09 (parameter `autoCloseHours`) */
const inTwoPlaces: FindingRule = perPerson(({ person, stay, otherStays }, { parameters }) =>
  otherStays
    .filter((other) => overlaps(stay, endedAtLast(other, parameters.autoCloseHours)))
    .slice(0, 1)
    .map((other) =>
      open(
        'check_in.overlap',
        `${person.name}在 ${instantInWords(other.from)} 开始的另一次维保尚未签退时，又在这里作业。`,
        byReview,
      ),
    ),
);

/** @basis CHK-10 (苏州 65 000 元 rested on 8.3 km in one minute) */
const travelDoubts: FindingRule = perPerson(({ person, stay, otherStays }, { parameters }) => {
  const before = otherStays.filter(({ to }) => to !== null && to <= stay.from);
  const after = otherStays.filter(({ from }) => stay.to !== null && from >= stay.to);
  const ways = [
    ...before.map((other) => travelBetween(other, stay)),
    ...after.map((other) => travelBetween(stay, other)),
  ];
  const impossible = ways.find((way) => way && isImpossibleTravel(way, parameters));
  if (!impossible) return [];
  const kilometres = (impossible.metres / 1000).toFixed(1);
  const minutes = Math.max(0, Math.round(impossible.minutes));
  const message = `${person.name}在 ${minutes} 分钟内到了 ${kilometres} 公里外的另一台电梯，时间与距离矛盾。`;
  return [open('check_in.travel_impossible', message, byReview)];
});

/** @basis CHK-13 */
const reusedPhotos: FindingRule = ({ reusedPhotos: reused }) =>
  reused.map(({ slot, earlierOn }) =>
    open('file.photo_reused', `“${slot}”照片与${dateInWords(earlierOn)}的一张照片几乎相同。`, byReview),
  );

/** Every doubt that submitted evidence can raise; none of them refuses the submission. */
export const findingRules: readonly FindingRule[] = [
  positionDoubts,
  checkOutDoubts,
  identityDoubts,
  sameDevice,
  apartInTime,
  inTwoPlaces,
  travelDoubts,
  tooShort,
  clockDoubts,
  offlineTooLong,
  clockJumpDoubts,
  untrustedTimes,
  signedBeforeLeaving,
  mockDoubts,
  reusedPhotos,
];

/**
 * The doubts about a record, in words a technician understands, each with what would settle it. A record with one is
 * `suspect`, still counts as done, and goes to a person.
 * @basis CHK-16; DECISIONS 25
 */
export const findingsAtSubmit = (facts: FindingFacts): Finding[] =>
  findingRules.flatMap((rule) => rule(facts));
