import { dateInWords, dayOf, durationInWords, timeInWords } from '@lifttrust/shared-types/kernel/time';
import { type UsePlace, usePlaces } from '@lifttrust/shared-types/lift/lift.places';
import { definitions, type LeftOut, leftOut } from '@lifttrust/shared-types/rescue/rescue.numbers';
import { causes, type FirstCause } from '@lifttrust/shared-types/rescue/rescue.words';

/** The page of a city's published rescue numbers (EMG-09). */
export interface NumbersWords {
  title: string;
  lead: string;
  period: (key: string) => string;
  asOf: (at: number) => string;
  none: string;
  cases: (count: number) => string;
  rates: { entrapments: string; response: string; arrival: string };
  rate: (share: string, within: number, of: number) => string;
  medians: { title: string; response: string; arrival: string; trapped: string };
  duration: (ms: number) => string;
  repeated: string;
  leftOut: { title: string; reasons: Record<LeftOut, string> };
  groups: { district: string; place: string; hour: string; cause: string };
  places: Record<UsePlace, string>;
  noPlace: string;
  hour: (hour: number) => string;
  causes: Record<FirstCause, string>;
  noCause: string;
  meaning: string;
  definitions: readonly string[];
  others: string;
  notThere: { title: string; line: string };
  notPublished: { title: string; line: string };
  link: string;
}

const causeWords = Object.fromEntries(Object.entries(causes).map(([key, { word }]) => [key, word])) as Record<
  FirstCause,
  string
>;

export const numbersInChinese: NumbersWords = {
  title: '电梯困人救援指标',
  lead: '本市已经结束的月份和季度，由救援记录直接算出，时间全部取自服务器。',
  period: (key) => {
    const [year, part = ''] = key.split('-');
    return part.startsWith('Q') ? `${year}年第${part.slice(1)}季度` : `${year}年${Number(part)}月`;
  },
  asOf: (at) => `统计时间：${dateInWords(dayOf(at))} ${timeInWords(at)}；以后有更正的，数字会随之变化。`,
  none: '这段时间没有困人。',
  cases: (count) => `${count} 起`,
  rates: { entrapments: '困人', response: '三分钟响应率', arrival: '三十分钟到达率' },
  rate: (share, within, of) => `${share}（${of} 起中 ${within} 起）`,
  medians: { title: '中位数', response: '多久有人接单', arrival: '多久有人到场', trapped: '被困多久' },
  duration: durationInWords,
  repeated: '困人三起及以上的电梯（台）',
  leftOut: { title: '没有计入的', reasons: leftOut },
  groups: { district: '按区县', place: '按使用场所', hour: '按时段', cause: '按原因' },
  places: usePlaces,
  noPlace: '没有登记',
  hour: (hour) => `${hour}–${hour + 1} 时`,
  causes: causeWords,
  noCause: '还没有填写',
  meaning: '这些数字是什么意思',
  definitions: [
    definitions.entrapments,
    definitions.response,
    definitions.arrival,
    definitions.median,
    definitions.repeated,
    definitions.hours,
    definitions.places,
    definitions.causes,
  ],
  others: '其他月份和季度',
  notThere: { title: '这段时间没有公布', line: '只公布已经结束的月份和季度，最多一年；请从下面选。' },
  notPublished: { title: '本市还没有公布救援指标', line: '公布以后在这一页可以看到。' },
  link: '本市的电梯困人救援指标',
};

const months = 'January February March April May June July August September October November December'.split(
  ' ',
);

export const numbersInEnglish: NumbersWords = {
  title: 'Rescues of people trapped in lifts',
  lead: 'Months and quarters of this city that are over, computed from the records of each rescue; all times are the server’s.',
  period: (key) => {
    const [year, part = ''] = key.split('-');
    return part.startsWith('Q')
      ? `Quarter ${part.slice(1)} of ${year}`
      : `${months[Number(part) - 1]} ${year}`;
  },
  asOf: (at) => `As of ${dayOf(at)} ${timeInWords(at)} (China time). Later corrections change the numbers.`,
  none: 'Nobody was trapped in this time.',
  cases: (count) => String(count),
  rates: {
    entrapments: 'Entrapments',
    response: 'Answered within three minutes',
    arrival: 'Reached within thirty minutes',
  },
  rate: (share, within, of) => `${share} (${within} of ${of})`,
  medians: {
    title: 'Medians',
    response: 'until somebody accepted',
    arrival: 'until somebody was there',
    trapped: 'until people were out',
  },
  duration: (ms) => {
    const minutes = Math.floor(ms / 60_000);
    if (minutes === 0) return `${Math.floor(ms / 1000)} s`;
    return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  },
  repeated: 'Lifts with three or more',
  leftOut: {
    title: 'Not counted',
    reasons: {
      mistaken: 'False alarm: nobody was inside',
      moved: 'Corrected to another lift, and counted there',
      hurt: 'Hurt or caught on an escalator or moving walk: nobody was trapped in a car',
      response_freed_before: 'Free within the time for an answer, before anybody had accepted',
      response_not_yet: 'Still within the time for an answer',
      arrival_freed_before: 'Free before anybody had arrived',
      arrival_not_yet: 'Still within the time for an arrival',
    },
  },
  groups: { district: 'By district', place: 'By place', hour: 'By hour of the day', cause: 'By cause' },
  places: {
    residence: 'Homes',
    office: 'Offices',
    shop: 'Shops',
    hotel: 'Hotels and restaurants',
    transport: 'Stations and transport',
    hospital: 'Hospitals',
    school: 'Schools',
    leisure: 'Culture, sport and leisure',
    other: 'Other',
  },
  noPlace: 'Not on record',
  hour: (hour) => `${hour}–${hour + 1} h`,
  causes: {
    human: 'People’s acts',
    outside: 'Outside causes',
    door: 'Doors',
    control: 'Electrical control',
    traction: 'Traction',
    guide: 'Guides',
    car: 'Car',
    balance: 'Counterweight',
    drive: 'Electric drive',
    safety: 'Safety devices',
    use: 'Use and management',
    none: 'No fault, or false alarm',
  },
  noCause: 'Not filled in yet',
  meaning: 'What these numbers mean',
  definitions: [
    'Entrapments: first reported in this time; further calls about the same one are joined. Somebody hurt or caught in a lift with a car counts as well. False alarms, those corrected to another lift, and those on escalators and moving walks are not counted.',
    'Answered within three minutes = accepted within the limit ÷ all that had to be accepted. The limit is the city’s at the time of the report (usually 3 minutes), from the first report to the first acceptance. Free within the limit before anybody accepted, or still within the limit: not counted; beyond it with nobody’s acceptance: late, even if people got out by themselves later.',
    'Reached within thirty minutes = somebody there within the limit ÷ all where somebody had to come. The limit is the area’s at the time of the report (usually 30 minutes). Freed before anybody arrived, or still within the limit: not counted; whoever was at work there when the alarm came arrived with it.',
    'Median: half were faster and half slower; only where it was measured.',
    'Lifts with three or more entrapments in this time; such lifts have to be examined.',
    'Hours: of the first report, China time.',
    'Places: nine classes.',
    'Causes: as filled in after the rescue.',
  ],
  others: 'Other months and quarters',
  notThere: {
    title: 'Nothing is published for this time',
    line: 'Only months and quarters that are over, for a year; please choose one.',
  },
  notPublished: {
    title: 'This city has not published its rescue numbers',
    line: 'Once it has, they stand here.',
  },
  link: 'Rescue numbers of this city',
};
