import { calendarOf } from '@lifttrust/shared-types/calendar/calendar.rules';
import { filingDueOn } from '@lifttrust/shared-types/face/face.count.rules';
import { faceDeskApi } from '@lifttrust/shared-types/face/face.desk.contract';
import { meanEmbedding } from '@lifttrust/shared-types/face/face.match.rules';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { AuditEntry } from '../kernel/audit-entry.entity';
import { Clock } from '../kernel/clock';
import { newId } from '../kernel/new-id';
import { Outbox } from '../kernel/outbox';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { MessageRow } from '../message/message.entity';
import { DailyRound } from '../round/daily-round';
import { RoundDone } from '../round/round-done.entity';
import { Task } from '../task/task.entity';
import { FaceDeletion } from './face.deletion';
import { embeddingLength } from './face.gallery';
import { TemplateStore } from './face.template-store';
import { FaceCalibration } from './face-calibration.entity';
import { FaceChallenge } from './face-challenge.entity';
import { FaceReview } from './face-review.entity';
import { FaceTemplate } from './face-template.entity';
import { FaceWorld, type Someone } from './testing/face-world';

const model = 'mesh-test+dlib128-test';
const digits =
  '(SELECT 0 d UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5 UNION SELECT 6 UNION SELECT 7 UNION SELECT 8 UNION SELECT 9)';

/** Made-up faces around one point, as faces are. */
function face(): Float32Array {
  return meanEmbedding([Float32Array.from({ length: embeddingLength }, () => 1 + Math.random())]);
}

onBothDatabases((start) => {
  let service: TestService;
  let world: FaceWorld;
  let admin: Someone;
  let people: Someone[];

  beforeAll(async () => {
    service = await start();
    world = await FaceWorld.in(service);
    admin = await world.person('沈主管', 'regulator_admin', world.bureauId);
    people = [await world.technician('陈守安'), await world.technician('林望')];
  }, 60_000);
  afterAll(() => service.stop());

  const today = async () => dayOf((await service.get(Clock)).now());
  const round = async () => {
    await world.write((tx) => tx.manager.clear(RoundDone));
    await (await service.get(DailyRound)).make();
    await (await service.get(Outbox)).settle();
  };
  const stored = async () => (await service.call(faceDeskApi.stored, {}, admin)).data;
  const openTask = (kind: string) => world.write((tx) => tx.manager.findOneBy(Task, { kind, state: 'open' }));
  const messages = (kind: string) =>
    world.write((tx) => tx.manager.countBy(MessageRow, { kind, personId: admin.id }));

  const enrolled = (personId: string, at: number, embeddingsSealed: string | null) => ({
    id: newId(),
    personId,
    organisationId: world.companyId,
    consentId: newId(),
    state: 'enrolled',
    embeddingsSealed,
    portraitSealed: null,
    modelVersion: embeddingsSealed ? model : 'portrait',
    reason: null,
    createdAt: at,
    decidedAt: at,
    deletedAt: null,
  });

  /** So many people more, written as the register of a province would hold them. */
  const fill = (thousands: number, from: string) =>
    world.write((tx) =>
      tx.manager.query(
        `INSERT INTO face_template (id, person_id, organisation_id, consent_id, state, model_version, created_at)
         SELECT ${tx.manager.connection.options.type === 'better-sqlite3' ? `'${from}' || n` : `CONCAT('${from}', n)`},
                ${tx.manager.connection.options.type === 'better-sqlite3' ? `'${from}' || n` : `CONCAT('${from}', n)`},
                'company', 'consent', 'enrolled', 'portrait', 0
           FROM (SELECT a.d + 10*b.d + 100*c.d + 1000*e.d + 10000*f.d AS n
                   FROM ${digits} a, ${digits} b, ${digits} c, ${digits} e, ${digits} f) numbers
          WHERE n < ${thousands * 1000}`,
      ),
    );

  test('scores of the last days are shown under the new values before anybody applies them', async () => {
    const templates = await service.get(TemplateStore);
    await world.write(async (tx) => {
      for (let at = 0; at < 40; at += 1)
        await tx.manager.insert(FaceTemplate, enrolled(newId(), tx.at, templates.sealEmbeddings([face()])));
      const near = { mean: 0.955, spread: 0.004 };
      const parts = {
        cosine: 0.99,
        probe: near,
        template: near,
        count: 20,
        enrolled: 41,
        colleagueCloser: false,
      };
      for (const score of [8.75, 4.1])
        await tx.manager.insert(FaceChallenge, {
          id: newId(),
          visitId: newId(),
          personId: people[0]?.id ?? '',
          directions: [],
          answered: 3,
          openedAt: tx.at,
          revealedAt: tx.at,
          outcome: 'accepted',
          score,
          modelVersion: model,
          parts: JSON.stringify(parts),
          decidedAt: tx.at,
        });
    });
    await round();
    const { data } = await service.call(faceDeskApi.calibrations, {}, admin);
    expect(data.inForce).toBeNull();
    expect(data.items).toHaveLength(1);
    expect(data.items[0]).toMatchObject({ version: 1, state: 'proposed', people: 40, effect: { checks: 2 } });
    const { before, after } = data.items[0]?.effect ?? {};
    expect(before?.accepted).toBe(1);
    expect((after?.accepted ?? 0) + (after?.inReview ?? 0) + (after?.rejected ?? 0)).toBe(2);
    expect(await messages('face.calibration')).toBe(1);
  });

  test('a calibration is applied by a person with a reason, once, and scores name it from then on', async () => {
    const decision = { version: 1, apply: true, reason: '影响很小，启用。' };
    expect((await service.call(faceDeskApi.decideCalibration, decision, admin)).status).toBe(200);
    expect((await service.call(faceDeskApi.decideCalibration, decision, admin)).error?.code).toBe(
      'face.calibration_decided',
    );
    const templates = await service.get(TemplateStore);
    const template = await world.write((tx) =>
      tx.manager.findOneByOrFail(FaceTemplate, { modelVersion: model }),
    );
    expect((await templates.compare(face(), template)).calibration).toBe(1);
    const audits = await world.write((tx) =>
      tx.manager.countBy(AuditEntry, { action: 'face.calibration_applied' }),
    );
    expect(audits).toBe(1);
  });

  test('with the same people the next day proposes nothing new', async () => {
    await round();
    expect(await world.write((tx) => tx.manager.count(FaceCalibration))).toBe(1);
  });

  test('a calibration that does not exist is unknown', async () => {
    const decision = { version: 99, apply: true, reason: '启用。' };
    expect((await service.call(faceDeskApi.decideCalibration, decision, admin)).status).toBe(404);
  });

  test('the number of stored people is counted from the data and follows deletions at once', async () => {
    const before = await stored();
    const [one] = people;
    await world.write((tx) => tx.manager.insert(FaceTemplate, enrolled(one?.id ?? '', tx.at, null)));
    expect((await stored()).people).toBe(before.people + 1);
    const deletion = await service.get(FaceDeletion);
    await world.write((tx) => deletion.ofPerson(tx, one?.id ?? '', 'withdrawn'));
    expect(await stored()).toMatchObject({ people: before.people, state: 'fine' });
    expect((await stored()).deleted).toContainEqual({ reason: 'withdrawn', templates: 1 });
  });

  test('at 80 000 people the regulator is told once, without a deadline', async () => {
    await fill(80, 'near-');
    await round();
    await round();
    expect(await stored()).toMatchObject({ state: 'near', filingDueOn: null });
    expect(await openTask('face.stored_near')).toMatchObject({ dueOn: null, organisationId: null });
    expect(await messages('face.stored_near')).toBe(1);
  }, 60_000);

  test('at 100 000 people the filing is due within 30 working days', async () => {
    await fill(20, 'more-');
    await round();
    const dueOn = filingDueOn(await today(), calendarOf({ daysOff: [], workingDays: [] }));
    expect(await stored()).toMatchObject({ state: 'filing', filingDueOn: dueOn });
    expect(await openTask('face.filing_duty')).toMatchObject({ dueOn });
    expect(await openTask('face.stored_near')).toBeNull();
    expect(await messages('face.filing_duty')).toBe(1);
  }, 60_000);

  test('when enough have been deleted the duty goes by itself', async () => {
    await world.write((tx) =>
      tx.manager.query("DELETE FROM face_template WHERE organisation_id = 'company'"),
    );
    await round();
    expect((await stored()).state).toBe('fine');
    expect(await openTask('face.filing_duty')).toBeNull();
  }, 60_000);

  test('statistics tell company, phone, light and what reviewers saw, for the own district only', async () => {
    const [chen, lin] = people;
    if (!chen || !lin) throw new Error('Nobody is there.');
    const visitId = await world.visitAtIdentity(chen, lin);
    await world.write(async (tx) => {
      const id = newId();
      await tx.manager.insert(FaceChallenge, {
        id,
        visitId,
        personId: chen.id,
        directions: [],
        answered: 3,
        openedAt: tx.at,
        revealedAt: tx.at,
        outcome: 'accepted',
        score: 1.4,
        brightness: 50,
        deviceModel: 'Nova 9',
        decidedAt: tx.at,
      });
      await tx.manager.insert(FaceReview, {
        id: newId(),
        kind: 'face_check',
        subjectId: id,
        personId: chen.id,
        companyId: world.companyId,
        divisionCode: '999901',
        visitId,
        reason: '比对结果不够明确，由人工确认。',
        score: 1.4,
        state: 'accepted',
        createdAt: tx.at - 120_000,
        decidedAt: tx.at,
        decidedBy: '何明',
        flags: 'helmet,dark',
      });
    });
    const { data } = await service.call(faceDeskApi.statistics, { days: 7 }, await world.reviewer('何明'));
    const group = {
      checks: 1,
      toPeople: 1,
      acceptedByPeople: 1,
      refusedByPeople: 0,
      accepted: 0,
      refused: 0,
    };
    expect(data.companies).toEqual([{ name: '云阶示例电梯服务有限公司', ...group }]);
    expect(data.devices).toEqual([{ name: 'Nova 9', ...group }]);
    expect(data.lights).toEqual([{ name: '暗', ...group }]);
    expect(data.seen.map(({ name }) => name).sort()).toEqual(['dark', 'helmet']);
    expect(data.waiting).toMatchObject({
      open: 0,
      oldestAt: null,
      medianMinutes: 2,
      within10: 1,
      decided: 1,
    });
    const outside = await world.outsideReviewer('严邻区');
    const theirs = await service.call(faceDeskApi.statistics, { days: 7 }, outside);
    expect(theirs.data.all.checks).toBe(0);
  });

  test('counter and calibration are the supervisor’s; technicians and reviewers do not see them', async () => {
    const [chen] = people;
    const reviewer = await world.reviewer('何明');
    for (const who of [chen, reviewer]) {
      expect((await service.call(faceDeskApi.stored, {}, who)).status).toBe(403);
      expect((await service.call(faceDeskApi.calibrations, {}, who)).status).toBe(403);
    }
    expect((await service.call(faceDeskApi.statistics, {}, chen)).status).toBe(403);
  });
});
