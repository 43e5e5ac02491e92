import { type AnnouncementFacts, isCurrent, refuseAnnouncement } from './announcement.rules';
import { educationTexts } from './education.texts';

const facts = (more: Partial<AnnouncementFacts> = {}): AnnouncementFacts => ({
  ...{ audience: 'public', area: '999901', lifts: 0, hasCompany: false },
  ...{ fromDay: '2026-11-22', untilDay: null, today: '2026-11-22', ...more },
});
const codes = (more: Partial<AnnouncementFacts>) => refuseAnnouncement(facts(more)).map(({ code }) => code);

test('an announcement for everybody, without an end, is taken', () => {
  expect(codes({})).toEqual([]);
});

test('a district speaks for its district, a city for the city', () => {
  expect(codes({ audience: 'city' })).toEqual(['announcement.area_too_small']);
  expect(codes({ audience: 'city', area: '9999' })).toEqual([]);
  expect(codes({ audience: 'district' })).toEqual([]);
});

test('whoever is meant is named', () => {
  expect(codes({ audience: 'lifts' })).toEqual(['announcement.lifts_missing']);
  expect(codes({ audience: 'company' })).toEqual(['announcement.company_missing']);
  expect(codes({ audience: 'lifts', lifts: 2 })).toEqual([]);
});

test('it ends after it begins, and not in the past', () => {
  expect(codes({ untilDay: '2026-11-21' })).toEqual([
    'announcement.days_reversed',
    'announcement.already_over',
  ]);
  expect(codes({ untilDay: '2026-11-22' })).toEqual([]);
});

test('it is read from its first day to its last, both included, unless withdrawn', () => {
  const days = { state: 'published', fromDay: '2026-11-22', untilDay: '2026-11-24' } as const;
  expect(['2026-11-21', '2026-11-22', '2026-11-24', '2026-11-25'].map((day) => isCurrent(days, day))).toEqual(
    [false, true, true, false],
  );
  expect(isCurrent({ ...days, state: 'withdrawn' }, '2026-11-23')).toBe(false);
  expect(isCurrent({ ...days, state: 'draft' }, '2026-11-23')).toBe(false);
});

test('the ready texts fit: a title of a line, a text that is read in a lift', () => {
  expect(educationTexts.length).toBeGreaterThanOrEqual(8);
  for (const { title, text } of educationTexts) {
    expect(title.length).toBeLessThanOrEqual(20);
    expect(text.length).toBeLessThanOrEqual(400);
  }
});
