import {
  arrivalFate,
  definitions,
  hourOf,
  leftOut,
  median,
  type NumbersCase,
  rateInWords,
  rescueNumbers,
  responseFate,
} from './rescue.numbers';

const minute = 60_000;
/** 2026-11-22 09:00 in China. */
const nine = Date.UTC(2026, 10, 22, 1);
const later = nine + 24 * 60 * minute;
let ids = 0;

const one = (more: Partial<NumbersCase> = {}): NumbersCase => {
  ids += 1;
  return {
    ...{ id: `case-${ids}`, liftId: `lift-${ids}`, divisionCode: '35050301', usePlace: 'residence' },
    ...{
      companyId: 'company',
      kind: 'trapped',
      hasCar: true,
      outcome: 'rescued',
      source: 'code',
      reportedAt: nine,
    },
    ...{ acceptedAt: nine + minute, arrivedAt: nine + 20 * minute, freedAt: nine + 25 * minute },
    ...{ freedBy: 'company', causeFirst: 'door', causeSecond: '其他' },
    limits: { responseMinutes: 3, arrivalMinutes: 30 },
    ...more,
  };
};

describe('three-minute response', () => {
  test.each([
    ['accepted a second before the limit', { acceptedAt: nine + 3 * minute - 1000 }, 'within'],
    ['accepted at the limit', { acceptedAt: nine + 3 * minute }, 'within'],
    ['accepted a millisecond after it', { acceptedAt: nine + 3 * minute + 1 }, 'late'],
    [
      'free within the limit before anybody accepted',
      { acceptedAt: null, freedAt: nine + 2 * minute },
      'freed_before',
    ],
    ['free after the limit, accepted by nobody', { acceptedAt: null, freedAt: nine + 9 * minute }, 'late'],
    [
      'accepted only after they were free',
      { acceptedAt: nine + 2.5 * minute, freedAt: nine + 2 * minute },
      'freed_before',
    ],
  ] as const)('%s', (_when, more, fate) => {
    expect(responseFate(one(more), later)).toBe(fate);
  });

  test('what is still within its limit has no result yet, a moment later it is late', () => {
    const waiting = one({ acceptedAt: null, arrivedAt: null, freedAt: null, outcome: null });
    expect(responseFate(waiting, nine + 3 * minute)).toBe('not_yet');
    expect(responseFate(waiting, nine + 3 * minute + 1)).toBe('late');
  });

  test('a city’s own minutes count as they were at the report', () => {
    const slow = one({ acceptedAt: nine + 4 * minute, limits: { responseMinutes: 5, arrivalMinutes: 60 } });
    expect(responseFate(slow, later)).toBe('within');
  });
});

describe('thirty-minute arrival', () => {
  test.each([
    ['at the limit', { arrivedAt: nine + 30 * minute, freedAt: nine + 40 * minute }, 'within'],
    ['a millisecond after it', { arrivedAt: nine + 30 * minute + 1, freedAt: nine + 40 * minute }, 'late'],
    ['by somebody who was there when the alarm came', { arrivedAt: nine }, 'within'],
    [
      'never: the owner had freed them',
      { arrivedAt: null, freedAt: nine + 8 * minute, freedBy: 'owner' },
      'freed_before',
    ],
    [
      'never: they were free after forty minutes',
      { arrivedAt: null, freedAt: nine + 40 * minute },
      'freed_before',
    ],
    ['after they were free', { arrivedAt: nine + 10 * minute, freedAt: nine + 8 * minute }, 'freed_before'],
  ] as const)('%s', (_when, more, fate) => {
    expect(arrivalFate(one(more), later)).toBe(fate);
  });
});

describe('what is counted', () => {
  test('a mistaken call, one moved to another lift and an injury on an escalator are no entrapments, and are said', () => {
    const all = [
      one(),
      one({ outcome: 'mistaken' }),
      one({ outcome: 'moved' }),
      one({ kind: 'hurt', hasCar: false }),
    ];
    const numbers = rescueNumbers(all, later);
    expect(numbers.entrapments).toBe(1);
    expect(numbers.leftOut).toEqual([
      { reason: 'mistaken', cases: 1 },
      { reason: 'moved', cases: 1 },
      { reason: 'hurt', cases: 1 },
    ]);
  });

  test('in a lift with a car an injury is an entrapment: no correction to it takes one out of the numbers', () => {
    const hurt = () => one({ liftId: 'the-same', kind: 'hurt', acceptedAt: nine + 9 * minute });
    const numbers = rescueNumbers([hurt(), hurt(), hurt()], later);
    expect(numbers).toMatchObject({ entrapments: 3, response: { within: 0, of: 3 }, leftOut: [] });
    expect(numbers.repeated).toMatchObject([{ liftId: 'the-same', cases: 3 }]);
    expect(definitions.entrapments).toContain('有轿厢的电梯上受伤、夹人的报警也计入');
  });

  test('what is late though people were free before anybody accepted is said beside the rate', () => {
    expect(definitions.response).toContain('超过时限没有人接单的，后来自行脱困也算没有按时响应');
    expect(definitions.response).toContain('在时限之内、接单之前已经脱困的');
    expect(leftOut.response_freed_before).toContain('在接单时限之内');
  });

  test('rates name how many they were counted of; freed before arrival is in no rate of arrivals', () => {
    const numbers = rescueNumbers(
      [one(), one({ acceptedAt: nine + 9 * minute }), one({ arrivedAt: null, freedBy: 'owner' })],
      later,
    );
    expect(numbers.response).toEqual({ within: 2, of: 3 });
    expect(numbers.arrival).toEqual({ within: 2, of: 2 });
    expect(numbers.leftOut).toEqual([{ reason: 'arrival_freed_before', cases: 1 }]);
  });

  test('nothing at all is no rate of nought', () => {
    const numbers = rescueNumbers([], later);
    expect(numbers).toMatchObject({ entrapments: 0, response: { within: 0, of: 0 }, leftOut: [] });
    expect(rateInWords(numbers.response)).toBe('—');
    expect(numbers.byHour).toHaveLength(24);
    expect(numbers.medians).toEqual({ responseMs: null, arrivalMs: null, trappedMs: null });
  });

  test('a rate is never rounded up to what was not reached', () => {
    expect(rateInWords({ within: 1999, of: 2000 })).toBe('99.9%');
    expect(rateInWords({ within: 1, of: 1 })).toBe('100.0%');
  });

  test('by district, hour in China, place, company and cause', () => {
    const midnight = Date.UTC(2026, 10, 21, 16);
    const numbers = rescueNumbers(
      [
        one(),
        one({ divisionCode: '35050302', usePlace: null, companyId: null }),
        one({
          divisionCode: '350502',
          usePlace: 'a word of another system',
          reportedAt: midnight,
          causeFirst: null,
        }),
      ],
      later,
    );
    expect(numbers.byDistrict.map(({ key, entrapments }) => [key, entrapments])).toEqual([
      ['350503', 2],
      ['350502', 1],
    ]);
    expect(numbers.byHour[0]?.entrapments).toBe(1);
    expect(numbers.byHour[9]?.entrapments).toBe(2);
    expect(numbers.byPlace.map(({ key, entrapments }) => [key, entrapments])).toEqual([
      ['', 2],
      ['residence', 1],
    ]);
    expect(numbers.byCompany.map(({ key }) => key)).toEqual(['company', '']);
    expect(numbers.causes).toEqual([
      { first: 'door', second: '其他', cases: 2 },
      { first: null, second: '', cases: 1 },
    ]);
    expect(hourOf(midnight - 1)).toBe(23);
  });

  test('a lift with three entrapments is repeated, with two it is not, and mistaken ones do not make it so', () => {
    const liftId = 'the-same';
    const two = [one({ liftId }), one({ liftId })];
    expect(rescueNumbers([...two, one({ liftId, outcome: 'mistaken' })], later).repeated).toEqual([]);
    expect(rescueNumbers([...two, one({ liftId, reportedAt: nine + 5 })], later).repeated).toEqual([
      { liftId, cases: 3, lastAt: nine + 5 },
    ]);
  });

  test('false alarms are a device’s, not a caller’s', () => {
    const liftId = 'with-a-device';
    const numbers = rescueNumbers(
      [
        one({ liftId, source: 'telemetry', outcome: 'mistaken' }),
        one({ liftId, source: 'car_alarm' }),
        one({ liftId, source: 'code', outcome: 'mistaken' }),
      ],
      later,
    );
    expect(numbers.falseAlarms).toEqual([{ liftId, alarms: 2, mistaken: 1 }]);
  });

  test('an alarm moved to the twin is the twin’s, and none of the lift that was named first', () => {
    const liftId = 'named-first';
    const moved = { source: 'telemetry', outcome: 'moved' } as const;
    const numbers = rescueNumbers(
      [
        one({ liftId, source: 'telemetry', outcome: 'mistaken' }),
        one({ liftId, ...moved }),
        one({ liftId: 'twin', source: 'telemetry', outcome: 'mistaken' }),
      ],
      later,
    );
    expect(numbers.falseAlarms).toEqual([
      { liftId, alarms: 1, mistaken: 1 },
      { liftId: 'twin', alarms: 1, mistaken: 1 },
    ]);
  });
});

test('the middle of some durations', () => {
  expect(median([])).toBeNull();
  expect(median([5])).toBe(5);
  expect(median([9, 1, 5])).toBe(5);
  expect(median([1, 2, 3, 10])).toBe(3);
});
