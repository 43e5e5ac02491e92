import { isUsePlace } from '@lifttrust/shared-types/lift/lift.places';
import { rateInWords } from '@lifttrust/shared-types/rescue/rescue.numbers';
import type { PublishedPeriod } from '@lifttrust/shared-types/rescue/rescue.periods';
import type { FirstCause } from '@lifttrust/shared-types/rescue/rescue.words';
import type { CityRescueNumbers } from '../../supervision/rescue-numbers.query';
import { findLink } from './find.page';
import { Html, html, type Piece } from './html';
import { type NumbersWords, numbersInChinese, numbersInEnglish } from './numbers.words';
import { type Reading, shell } from './page.shell';

type Group = CityRescueNumbers['byDistrict'][number];

const wordsOf = ({ words }: Reading): NumbersWords =>
  words.lang === 'en' ? numbersInEnglish : numbersInChinese;

/** The way somebody reads goes along. */
const addressOf = (key: string, { words, isLarge }: Reading): string => {
  const query = [words.lang === 'en' && 'lang=en', isLarge && 'size=large'].filter(Boolean).join('&');
  return `/rescue-numbers${key && `/${key}`}${query && `?${query}`}`;
};

/** For pages that are nobody's first view. */
export const numbersLink = (reading: Reading): Html =>
  html`<a class="act" href="${addressOf('', reading)}">${wordsOf(reading).link}</a>`;

const row = (label: string, value: Piece): Html => html`<div><dt>${label}</dt><dd>${value}</dd></div>`;

const card = (id: string, title: string, body: Piece): Html =>
  html`<section class="card" aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${body}</section>`;

const rate = (of: { within: number; of: number }, words: NumbersWords): string =>
  of.of === 0 ? rateInWords(of) : words.rate(rateInWords(of), of.within, of.of);

const ratesOf = (group: Pick<Group, 'entrapments' | 'response' | 'arrival'>, words: NumbersWords): string =>
  [
    words.cases(group.entrapments),
    `${words.rates.response} ${rate(group.response, words)}`,
    `${words.rates.arrival} ${rate(group.arrival, words)}`,
  ].join(' · ');

function totals(numbers: CityRescueNumbers, words: NumbersWords): Html {
  const { medians, rates } = words;
  const took = (ms: number | null) => (ms === null ? '—' : words.duration(ms));
  const { responseMs, arrivalMs, trappedMs } = numbers.medians;
  return html`<dl>${[
    row(rates.entrapments, words.cases(numbers.entrapments)),
    row(rates.response, rate(numbers.response, words)),
    row(rates.arrival, rate(numbers.arrival, words)),
    row(
      medians.title,
      `${medians.response} ${took(responseMs)} · ${medians.arrival} ${took(arrivalMs)} · ${medians.trapped} ${took(trappedMs)}`,
    ),
    row(words.repeated, numbers.repeatedLifts),
  ]}</dl>`;
}

/** Causes of the first level; the second is for whoever works with the file. */
function causesOf({ causes }: CityRescueNumbers, words: NumbersWords): Html[] {
  const counted = new Map<FirstCause | null, number>();
  for (const { first, cases } of causes) counted.set(first, (counted.get(first) ?? 0) + cases);
  return [...counted]
    .sort(([, one], [, other]) => other - one)
    .map(([first, cases]) => row(first === null ? words.noCause : words.causes[first], words.cases(cases)));
}

function groupsOf(numbers: CityRescueNumbers, words: NumbersWords): Html[] {
  const { groups } = words;
  const placeOf = (key: string) => (isUsePlace(key) ? words.places[key] : words.noPlace);
  const hours = numbers.byHour.filter(({ entrapments }) => entrapments > 0);
  const reasons = numbers.leftOut.map(({ reason, cases }) =>
    row(words.leftOut.reasons[reason], words.cases(cases)),
  );
  const lists: [string, string, Html[]][] = [
    ['left-out', words.leftOut.title, reasons],
    ['district', groups.district, numbers.byDistrict.map((one) => row(one.name, ratesOf(one, words)))],
    ['place', groups.place, numbers.byPlace.map((one) => row(placeOf(one.key), ratesOf(one, words)))],
    ['hour', groups.hour, hours.map((one) => row(words.hour(Number(one.key)), words.cases(one.entrapments)))],
    ['cause', groups.cause, causesOf(numbers, words)],
  ];
  return lists
    .filter(([, , rows]) => rows.length > 0)
    .map(([id, title, rows]) => card(id, title, html`<dl>${rows}</dl>`));
}

/** Which periods there are; the one that is read is no link. */
function periodList(periods: readonly PublishedPeriod[], read: string, reading: Reading): Piece {
  const words = wordsOf(reading);
  const others = periods.filter(({ key }) => key !== read);
  if (others.length === 0) return null;
  return card(
    'others',
    words.others,
    html`<ol>${others.map(({ key }) => html`<li><a class="act" href="${addressOf(key, reading)}">${words.period(key)}</a></li>`)}</ol>`,
  );
}

/** The numbers of a month or a quarter, everything that they leave out, and what each means. */
export function numbersPage(
  period: PublishedPeriod,
  numbers: CityRescueNumbers,
  periods: readonly PublishedPeriod[],
  reading: Reading,
): string {
  const words = wordsOf(reading);
  const body = [
    html`<h1>${words.title}</h1><p>${words.lead}</p>`,
    card('period', words.period(period.key), [
      numbers.entrapments === 0 && html`<p>${words.none}</p>`,
      totals(numbers, words),
      html`<p class="note">${words.asOf(numbers.asOf)}</p>`,
    ]),
    groupsOf(numbers, words),
    card('meaning', words.meaning, html`<ul>${words.definitions.map((line) => html`<li>${line}</li>`)}</ul>`),
    periodList(periods, period.key, reading),
    html`<section class="card">${findLink(reading)}</section>`,
  ];
  return shell(`${words.title} · ${words.period(period.key)}`, reading, body, null);
}

/** Nothing is published, or not for this time. */
export function noNumbersPage(periods: readonly PublishedPeriod[], reading: Reading): string {
  const words = wordsOf(reading);
  const { title, line } = periods.length === 0 ? words.notPublished : words.notThere;
  const body = [
    html`<h1>${title}</h1><p>${line}</p>`,
    periodList(periods, '', reading),
    html`<section class="card">${findLink(reading)}</section>`,
  ];
  return shell(title, reading, body, null);
}
