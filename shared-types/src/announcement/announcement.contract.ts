import { districtActors, districtReaders, everyRole } from '../kernel/access';
import { endpoint } from '../kernel/endpoint';
import { Day, Instant, NamedRef, Paging, pageOf, Sentence } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import type { Tone } from '../kernel/tone';
import { z } from '../kernel/zod';
import {
  type AnnouncementKind,
  type AnnouncementState,
  type Audience,
  announcementKinds,
  audiences,
} from './announcement.rules';

export const AnnouncementKindField = z.enum(
  Object.keys(announcementKinds) as [AnnouncementKind, ...AnnouncementKind[]],
);
export const AudienceField = z.enum(Object.keys(audiences) as [Audience, ...Audience[]]);
export const announcementStateWords: Record<AnnouncementState, string> = {
  draft: '草稿',
  published: '已发布',
  withdrawn: '已撤下',
};
export const announcementStateTones: Record<AnnouncementState, Tone> = {
  draft: 'brand',
  published: 'success',
  withdrawn: 'plain',
};
export const AnnouncementStateField = z.enum(['draft', 'published', 'withdrawn']);

/** As readers see it: plain text, lines kept. */
export const AnnouncementShown = z.object({
  id: Ulid,
  kind: AnnouncementKindField,
  title: z.string(),
  text: z.string(),
  /** The office that says so. */
  by: z.string(),
  fromDay: Day,
  untilDay: Day.nullable(),
});
export type AnnouncementShown = z.infer<typeof AnnouncementShown>;

export const Announcement = AnnouncementShown.extend({
  audience: AudienceField,
  company: NamedRef.nullable(),
  lifts: z.array(NamedRef),
  divisionCode: z.string(),
  state: AnnouncementStateField,
  /** Read by its audience today. */
  isCurrent: z.boolean(),
  /** Of the draft that was read; who publishes or changes another one hears of it. */
  edition: z.number().int(),
  createdBy: z.string(),
  createdAt: Instant,
  publishedBy: z.string(),
  publishedAt: Instant.nullable(),
  withdrawnAt: Instant.nullable(),
  withdrawReason: z.string(),
  may: z.object({ edit: z.boolean(), publish: z.boolean(), withdraw: z.boolean() }),
});
export type Announcement = z.infer<typeof Announcement>;

const body = z.object({
  kind: AnnouncementKindField,
  title: Sentence(80),
  text: Sentence(4000),
  audience: AudienceField,
  companyId: Ulid.optional(),
  liftIds: z.array(Ulid).max(500, '一次最多 500 台。').default([]),
  fromDay: Day,
  untilDay: Day.optional(),
});
const params = z.object({ announcementId: Ulid });
const edition = z.object({ edition: z.number().int() });

export const announcementApi = {
  list: endpoint({
    method: 'GET',
    path: '/announcements',
    summary: '辖区的公告和安全教育；可以只看某段日子里的（日历）。',
    access: districtReaders,
    query: Paging.extend({
      state: AnnouncementStateField.optional(),
      kind: AnnouncementKindField.optional(),
      /** Days of a calendar: whatever is read on one of them. */
      from: Day.optional(),
      until: Day.optional(),
    }),
    response: pageOf(Announcement),
  }),
  show: endpoint({
    method: 'GET',
    path: '/announcements/:announcementId',
    summary: '一则公告。',
    access: districtReaders,
    params,
    response: Announcement,
  }),
  write: endpoint({
    method: 'POST',
    path: '/announcements',
    summary: '起草公告或安全教育：对谁、哪几天。',
    access: districtActors,
    body,
    response: Announcement,
  }),
  edit: endpoint({
    method: 'POST',
    path: '/announcements/:announcementId/editions',
    summary: '修改草稿；发布后不能改，只能撤下再发。',
    access: districtActors,
    params,
    body: body.extend(edition.shape),
    response: Announcement,
  }),
  publish: endpoint({
    method: 'POST',
    path: '/announcements/:announcementId/publication',
    summary: '发布草稿；从开始日期起对方能看到。',
    access: districtActors,
    params,
    body: edition,
    response: Announcement,
  }),
  withdraw: endpoint({
    method: 'POST',
    path: '/announcements/:announcementId/withdrawal',
    summary: '撤下公告或草稿，写明理由。',
    access: districtActors,
    params,
    body: z.object({ reason: Sentence(300) }),
    response: Announcement,
  }),
  current: endpoint({
    method: 'GET',
    path: '/announcements/current',
    summary: '现在发给我所在单位的公告，最新在前。',
    access: everyRole('organisation'),
    response: z.object({ items: z.array(AnnouncementShown) }),
  }),
  ofLift: endpoint({
    method: 'GET',
    path: '/codes/:token/announcements',
    summary: '扫码看到的公告和安全教育。',
    access: 'public',
    limit: 'look_up',
    params: z.object({ token: z.string().min(1).max(80) }),
    response: z.object({ items: z.array(AnnouncementShown) }),
  }),
};
