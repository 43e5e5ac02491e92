import { copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { faceApi } from '@lifttrust/shared-types/face/face.contract';
import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import sharp from 'sharp';
import { AuditEntry } from '../kernel/audit-entry.entity';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { env } from '../kernel/env';
import { Outbox } from '../kernel/outbox';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { Tombstones } from '../kernel/tombstones';
import { Assignment } from '../person/assignment.entity';
import { PersonLeaving } from '../person/person.leaving';
import { DailyRound } from '../round/daily-round';
import { RoundDone } from '../round/round-done.entity';
import { Task } from '../task/task.entity';
import { TemplateStore } from './face.template-store';
import { FaceTemplate } from './face-template.entity';
import { FaceTombstone } from './face-tombstone.entity';
import { anotherShot, FaceWorld, type Someone } from './testing/face-world';
import { makeSampleFaces, type SampleView, sampleFace } from './testing/sample-faces';

const tables = ['face_template', 'face_consent', 'face_tombstone'];

onBothDatabases((start) => {
  let service: TestService;
  let world: FaceWorld;
  let reviewers: [Someone, Someone];

  beforeAll(async () => {
    makeSampleFaces(6, 3);
    service = await start({ LIFTTRUST_FACE_WORKERS: '1' });
    world = await FaceWorld.in(service);
    reviewers = [await world.reviewer('何明'), await world.reviewer('苏再看')];
  }, 240_000);
  afterAll(() => service.stop());

  const settle = async () => (await service.get(Outbox)).settle();

  const consent = async (who: Someone) => {
    const { data } = await service.call(faceApi.consentText, {});
    await service.call(faceApi.consent, { textVersion: data.version, agreed: true }, who);
  };

  const enrol = async (who: Someone, person: number) => {
    const fileIds: string[] = [];
    for (const view of ['enrol-1', 'enrol-2', 'enrol-3'] satisfies SampleView[])
      fileIds.push(await world.upload(who, 'enrolment_frame', await anotherShot(sampleFace(person, view))));
    return service.call(faceApi.enrol, { fileIds }, who);
  };

  const waiting = async (personId: string) => {
    const { data } = await service.call(faceApi.reviews, { pageSize: 100 }, reviewers[0]);
    const reviewId = data.items.find((review) => review.person.id === personId)?.id ?? '';
    return (await service.call(faceApi.review, { reviewId }, reviewers[0])).data;
  };

  const accept = async (personId: string) => {
    const { id } = await waiting(personId);
    const decision = { reviewId: id, accept: true, reason: '与作业人员证照片一致' };
    expect((await service.call(faceApi.decide, decision, reviewers[0])).status).toBe(200);
  };

  const reject = async (personId: string, more: { samePerson?: boolean } = {}) => {
    const { id } = await waiting(personId);
    for (const who of reviewers)
      await service.call(faceApi.decide, { reviewId: id, accept: false, reason: '不一致', ...more }, who);
  };

  const enrolled = async (name: string, person: number): Promise<Someone> => {
    const who = await world.technician(name);
    await consent(who);
    expect((await enrol(who, person)).data.state).toBe('in_review');
    await accept(who.id);
    return who;
  };

  const templatesOf = (personId: string) =>
    world.write((tx) => tx.manager.find(FaceTemplate, { where: { personId }, order: { id: 'ASC' } }));
  const state = async (who: Someone) => (await service.call(faceApi.enrolment, {}, who)).data;

  const nextDay = async () => {
    await world.write((tx) => tx.manager.clear(RoundDone));
    await (await service.get(DailyRound)).make();
    await settle();
  };

  test('a new enrolment stands beside the old one, which works until a person has decided', async () => {
    const chen = await enrolled('陈守安', 1);
    expect((await enrol(chen, 1)).data).toMatchObject({ state: 'enrolled', renewal: { state: 'in_review' } });
    expect((await enrol(chen, 1)).error?.code).toBe('face.enrolment_in_review');
    const visitId = await world.visitAtIdentity(chen, await world.technician('林望'));
    expect((await service.call(faceApi.openChallenge, { visitId }, chen)).status).toBe(200);
    const detail = await waiting(chen.id);
    expect(detail.reference).toHaveLength(1);
    expect(detail.presented).toHaveLength(3);
    expect(detail.reason).toContain('重新登记');
    await accept(chen.id);
    const [old, renewed] = await templatesOf(chen.id);
    expect(old).toMatchObject({ state: 'replaced', embeddingsSealed: null, portraitSealed: null });
    expect(renewed?.state).toBe('enrolled');
    expect(await state(chen)).toMatchObject({ state: 'enrolled', renewal: null });
    const changes = await world.write((tx) =>
      tx.manager.countBy(AuditEntry, { action: 'face.enrolment_replaced', subjectId: chen.id }),
    );
    expect(changes).toBe(1);
  });

  test('a new enrolment that is refused leaves the old one as it was, and says why', async () => {
    const lu = await enrolled('陆更新', 2);
    await enrol(lu, 3);
    await reject(lu.id);
    expect(await state(lu)).toMatchObject({
      state: 'enrolled',
      renewal: { state: 'refused', reason: '不一致' },
    });
    const [working, refused] = await templatesOf(lu.id);
    expect(working?.embeddingsSealed).not.toBeNull();
    expect(refused).toMatchObject({ state: 'refused', embeddingsSealed: null, portraitSealed: null });
  });

  test('one face with two accounts is shown with both to a person; confirmed, the regulator gets a task', async () => {
    const twin = await world.technician('陈守平');
    await consent(twin);
    expect((await enrol(twin, 1)).data.state).toBe('in_review');
    const detail = await waiting(twin.id);
    expect(detail.other?.name).toBe('陈守安');
    expect(detail.otherReference).toHaveLength(1);
    await reject(twin.id, { samePerson: true });
    expect((await state(twin)).state).toBe('refused');
    const task = await world.write((tx) => tx.manager.findOneBy(Task, { kind: 'face.double_account' }));
    expect(task).toMatchObject({ state: 'open', organisationId: null, divisionCode: '999901' });
    expect(task?.text).toContain('陈守安');
  });

  test('each picture of an enrolment is judged at once, and one sent back is deleted', async () => {
    const gu = await world.technician('顾试拍');
    const early = await world.upload(gu, 'enrolment_frame', await anotherShot(sampleFace(4, 'enrol-1')));
    expect((await service.call(faceApi.checkPicture, { fileId: early }, gu)).error?.code).toBe(
      'face.no_consent',
    );
    await consent(gu);
    expect((await service.call(faceApi.checkPicture, { fileId: early }, gu)).data).toMatchObject({
      judged: true,
      problems: [],
    });
    const night = await sharp(sampleFace(1, 'enrol-1')).linear(0.15, 0).jpeg().toBuffer();
    const dark = await world.upload(gu, 'enrolment_frame', night);
    const answer = await service.call(faceApi.checkPicture, { fileId: dark }, gu);
    expect(answer.data.problems.map(({ code }) => code)).toContain('face.too_dark');
    const again = await service.call(faceApi.checkPicture, { fileId: dark }, gu);
    expect(again.error?.code).toBe('file.unknown');
    expect((await service.call(faceApi.checkPicture, { fileId: early }, reviewers[0])).status).toBe(403);
    const other = await world.technician('卫旁人');
    await consent(other);
    expect((await service.call(faceApi.checkPicture, { fileId: early }, other)).status).toBe(404);
  });

  test('consent withdrawn in the middle of a visit: the equal way is open at once and nothing counts against anybody', async () => {
    const xu = await enrolled('徐中途', 5);
    const visitId = await world.visitAtIdentity(xu, await world.technician('许同行'));
    let { data } = await service.call(faceApi.openChallenge, { visitId }, xu);
    while (data.direction) {
      // Sample person 5 has no turned views: an engine that is away hands the frames to people as well.
      const jpeg = await anotherShot(sampleFace(1, data.direction));
      const fileId = await world.upload(xu, 'challenge_frame', jpeg, visitId);
      data = (await service.call(faceApi.answerChallenge, { challengeId: data.id, fileId }, xu)).data;
    }
    expect(data.outcome).toBe('in_review');
    expect((await world.presence(visitId, xu.id)).identity).toBe('in_review');
    await service.call(faceApi.withdraw, {}, xu);
    expect(await world.presence(visitId, xu.id)).toMatchObject({ identity: 'none', identityScore: null });
    expect((await service.call(faceApi.openAlternative, { visitId }, xu)).status).toBe(200);
    const { data: consents } = await service.call(faceApi.consents, {}, xu);
    expect(consents).toMatchObject({
      current: null,
      kept: { portrait: false, template: false, pictures: 0 },
    });
    expect(consents.history.map(({ act }) => act).sort()).toEqual(['deleted', 'given', 'withdrawn']);
  });

  test('who leaves keeps no face here once their last day is over', async () => {
    const fan = await enrolled('范离职', 6);
    const leaving = await service.get(PersonLeaving);
    const today = dayOf((await service.get(Clock)).now());
    await world.write((tx) =>
      leaving.leave(tx, {
        personId: fan.id,
        organisationId: world.companyId,
        lastDay: addDays(today, -1),
        reason: '离职',
      }),
    );
    await settle();
    const [template] = await templatesOf(fan.id);
    expect(template).toMatchObject({ state: 'left', embeddingsSealed: null, portraitSealed: null });
    const tombstone = await world.write((tx) => tx.manager.findOneBy(FaceTombstone, { personId: fan.id }));
    expect(tombstone).toMatchObject({ templateId: template?.id, reason: 'left' });
  });

  test('an assignment that has simply ended is found by the daily round', async () => {
    const hao = await enrolled('郝到期', 3);
    const today = dayOf((await service.get(Clock)).now());
    await world.write((tx) =>
      tx.manager.update(Assignment, { personId: hao.id }, { untilDay: addDays(today, -1) }),
    );
    await nextDay();
    expect((await templatesOf(hao.id))[0]).toMatchObject({ state: 'left', embeddingsSealed: null });
  });

  test('a restored older copy is emptied of what had been deleted, before anything is compared', async () => {
    const qi = await enrolled('齐还原', 4);
    const database = await service.get(Database);
    const restore = await keepCopy(database);
    await service.call(faceApi.withdraw, {}, qi);
    await settle();
    await restore();
    expect((await templatesOf(qi.id))[0]?.embeddingsSealed).not.toBeNull();
    expect((await state(qi)).state).toBe('enrolled');
    const tombstones = await service.get(Tombstones);
    expect(await tombstones.obey()).toBeGreaterThanOrEqual(1);
    const [again] = await templatesOf(qi.id);
    expect(again).toMatchObject({ state: 'withdrawn', embeddingsSealed: null, portraitSealed: null });
    expect((await state(qi)).state).toBe('withdrawn');
    const store = await service.get(TemplateStore);
    const gallery = await store.galleryOf(again?.modelVersion ?? '');
    expect(gallery.ids()).not.toContain(again?.id);
    expect(await tombstones.obey()).toBe(0);
  });

  test('tombstones outside the database hold nothing of a face', async () => {
    const names = readdirSync(join(env().checkpointDir, 'face-tombstones'));
    expect(names.length).toBeGreaterThanOrEqual(4);
    const rows = await world.write((tx) => tx.manager.find(FaceTombstone));
    expect(Object.keys(rows[0] ?? {}).sort()).toEqual(['at', 'personId', 'reason', 'templateId']);
  });

  test('a tombstone stands for ever', async () => {
    const change = world.write((tx) => tx.manager.query("UPDATE face_tombstone SET reason = 'left'"));
    await expect(change).rejects.toThrow(/append-only/);
  });
});

/** Today's copy, as a file or as a dump, and the way back: every table of faces is again as it was. */
async function keepCopy(database: Database): Promise<() => Promise<void>> {
  const { writer } = database;
  if (database.isSqlite) {
    const file = env().database.slice('sqlite:'.length);
    await writer.query('PRAGMA wal_checkpoint(TRUNCATE)');
    copyFileSync(file, `${file}.copy`);
    return async () => {
      await writer.query(`ATTACH DATABASE '${file}.copy' AS old`);
      const triggers: { name: string; sql: string }[] = await writer.query(
        "SELECT name, sql FROM main.sqlite_master WHERE type = 'trigger' AND name LIKE 'face_%'",
      );
      for (const { name } of triggers) await writer.query(`DROP TRIGGER ${name}`);
      for (const table of tables) {
        await writer.query(`DELETE FROM main.${table}`);
        await writer.query(`INSERT INTO main.${table} SELECT * FROM old.${table}`);
      }
      for (const { sql } of triggers) await writer.query(sql);
      await writer.query('DETACH DATABASE old');
    };
  }
  const dump = new Map<string, Record<string, unknown>[]>();
  for (const table of tables) dump.set(table, await writer.query(`SELECT * FROM ${table}`));
  return async () => {
    for (const [table, rows] of dump) {
      await writer.query(`TRUNCATE ${table}`);
      for (const row of rows) {
        const columns = Object.keys(row).map((name) => `\`${name}\``);
        await writer.query(
          `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
          Object.values(row),
        );
      }
    }
  };
}
