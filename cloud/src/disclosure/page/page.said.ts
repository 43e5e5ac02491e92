import type { AnnouncementShown } from '@lifttrust/shared-types/announcement/announcement.contract';
import type { PageWords } from '@lifttrust/shared-types/disclosure/public-page.words';
import type { ResultOf } from '@lifttrust/shared-types/kernel/endpoint';
import type { publicReportApi } from '@lifttrust/shared-types/public-report/public-report.contract';
import { type Html, html, type Piece } from './html';
import type { LiftLinks } from './lift.page';

/** What the office says on this lift's page, and what people who were here said. */
export interface Said {
  announcements: readonly AnnouncementShown[];
  evaluations: ResultOf<typeof publicReportApi.evaluations>;
}

/** While the database is away the page does without. */
export const nothingSaid: Said = {
  announcements: [],
  evaluations: { average: null, count: 0, items: [] },
};

/** The page stays small: the newest few of each, and long ones cut. */
const shown = { announcement: 3, education: 4, words: 3 };
const longest = 500;

const cut = (text: string): string => {
  const characters = [...text];
  return characters.length > longest ? `${characters.slice(0, longest).join('')}…` : text;
};

const folded = ({ title, text, by, fromDay }: AnnouncementShown, words: PageWords): Html =>
  html`<details><summary>${title}</summary>${cut(text)
    .split('\n')
    .map((line) => html`<p>${line}</p>`)}<p class="note">${by} ${words.day(fromDay)}</p></details>`;

function announced({ announcements }: Said, words: PageWords, kind: AnnouncementShown['kind']): Piece {
  const few = announcements.filter((one) => one.kind === kind).slice(0, shown[kind]);
  if (few.length === 0) return null;
  const title = kind === 'education' ? words.said.education : words.said.announcements;
  return html`<section class="card" aria-labelledby="${kind}"><h2 id="${kind}">${title}</h2>${few.map((one) => folded(one, words))}</section>`;
}

function evaluated({ evaluations }: Said, { token, hasApp }: LiftLinks, words: PageWords): Piece {
  const { average, count, items } = evaluations;
  const { said } = words;
  const spoken = items.filter(({ text }) => text !== '').slice(0, shown.words);
  const to = `/app/weapp/#/report/new/index?token=${encodeURIComponent(token)}`;
  if (count === 0 && !hasApp) return null;
  return html`<section class="card" aria-labelledby="said"><h2 id="said">${said.title}</h2>
<p>${average === null ? said.none : said.average(average, count)}</p>
${spoken.map(({ stars, text, on }) => html`<p>${said.stars(stars)} ${cut(text)}</p><p class="note">${words.day(on)}</p>`)}
${hasApp && html`<a class="act" href="${to}">${said.report}</a><a class="act" href="/app/weapp/#/report/follow/index">${said.follow}</a>`}</section>`;
}

/** Announcements, what people say and where to say something, safety education: below what the lift itself is. */
export const saidSections = (said: Said, links: LiftLinks, words: PageWords): Piece[] => [
  announced(said, words, 'announcement'),
  evaluated(said, links, words),
  announced(said, words, 'education'),
];
