import { faceApi } from '@lifttrust/shared-types/face/face.contract';
import type { faceDeskApi } from '@lifttrust/shared-types/face/face.desk.contract';
import { FaceCalibration } from '../../../cloud/src/face/face-calibration.entity';
import { systemCtx } from '../../../cloud/src/kernel/actor';
import { Clock } from '../../../cloud/src/kernel/clock';
import { Database } from '../../../cloud/src/kernel/database';
import { UnitOfWork } from '../../../cloud/src/kernel/unit-of-work';
import type { Worker } from '../../fixture/district';
import { good } from '../../fixture/uploads';
import type { World } from '../world';
import { rescuedBy } from './rescue.rows';
import type { Rows } from './row';

const textVersion = async (world: World): Promise<string> =>
  good(await world.service.call(faceApi.consentText, {})).version;

/** Where the caller may show who they are: a technician at a visit, a rescuer after a rescue. */
const jobOf = (world: World, caller: Worker): Promise<string> =>
  caller.role === 'rescuer' ? rescuedBy(world, caller) : world.arrivedVisitId();

export const faceRows: Rows<typeof faceApi> = {
  consentText: { input: () => ({}), strangers: 'none' },
  enrolment: { input: () => ({}), strangers: 'none' },
  consent: {
    input: async (world) => ({ textVersion: await textVersion(world), agreed: true }),
    strangers: 'none',
  },
  withdraw: {
    input: async (world, caller) => {
      const consent = { textVersion: await textVersion(world), agreed: true as const };
      good(await world.service.call(faceApi.consent, consent, caller));
      return {};
    },
    strangers: 'none',
  },
  consents: { input: () => ({}), strangers: 'none' },
  checkPicture: {
    input: async (world, caller) => {
      const consent = { textVersion: await textVersion(world), agreed: true as const };
      const { lead, rescuer } = world.foreign;
      for (const worker of [caller, lead, rescuer, world.own.colleague])
        good(await world.service.call(faceApi.consent, consent, worker));
      return { fileId: await world.frame(caller) };
    },
    strangers: 'hidden',
  },
  enrol: {
    input: async (world, caller) => {
      const consent = { textVersion: await textVersion(world), agreed: true as const };
      const { lead, rescuer } = world.foreign;
      for (const worker of [caller, lead, rescuer, world.own.colleague])
        good(await world.service.call(faceApi.consent, consent, worker));
      const fileIds = [await world.frame(caller), await world.frame(caller), await world.frame(caller)];
      return { fileIds };
    },
    strangers: 'hidden',
    // No face worker runs in this test; until one answers, nobody is enrolled.
    refusal: 'face.engine_unavailable',
  },
  openChallenge: {
    input: async (world, caller) => ({ visitId: await jobOf(world, caller) }),
    strangers: 'hidden',
    // Nobody of this test has enrolled a face.
    refusal: 'face.not_enrolled',
  },
  answerChallenge: {
    input: async (world, caller) => {
      const visitId = await jobOf(world, caller);
      const challengeId = await world.challenge(caller, visitId);
      return { challengeId, fileId: await world.frame(caller, visitId) };
    },
    strangers: 'hidden',
    // No face worker runs in this test.
  },
  finishPage: {
    // A challenge by photographs: nothing is to be fetched, and the answer says where it stands.
    input: async (world, caller) => ({
      challengeId: await world.challenge(caller, await jobOf(world, caller)),
    }),
    strangers: 'hidden',
  },
  openAlternative: {
    input: async (world, caller) => ({ visitId: await jobOf(world, caller) }),
    strangers: 'hidden',
  },
  answerAlternative: {
    input: async (world, caller) => {
      const visitId = await jobOf(world, caller);
      const opened = good(await world.service.call(faceApi.openAlternative, { visitId }, caller));
      return { alternativeId: opened.id, fileId: await world.frame(caller, visitId) };
    },
    strangers: 'hidden',
  },
  answerOffline: {
    input: async (world, caller) => {
      const visitId = await world.arrivedVisitId();
      const fileIds = [];
      for (let frame = 0; frame < 3; frame += 1) fileIds.push(await world.frame(caller, visitId));
      return { visitId, ticket: 'a ticket that nobody gave', fileIds };
    },
    strangers: 'hidden',
    // Nobody of this test has enrolled a face.
    refusal: 'face.not_enrolled',
  },
  answerAlternativeOffline: {
    input: async (world, caller) => {
      const visitId = await world.arrivedVisitId();
      return { visitId, ticket: 'a ticket that nobody gave', fileId: await world.frame(caller, visitId) };
    },
    strangers: 'hidden',
  },
  presenceCode: {
    input: async (world, caller) => ({
      visitId: caller.role === 'rescuer' ? await jobOf(world, caller) : await world.visitId('started'),
    }),
    strangers: 'hidden',
  },
  reviews: {
    input: async (world) => {
      await world.review();
      return {};
    },
    strangers: ({ total }) => total > 0,
  },
  review: { input: async (world) => ({ reviewId: await world.review() }), strangers: 'hidden' },
  decide: {
    input: async (world) => ({ reviewId: await world.review(), accept: true, reason: '是本人。' }),
    strangers: 'hidden',
  },
};

/** A proposal that nobody has decided, written as the daily round would. */
const proposal = async (world: World): Promise<number> => {
  const [database, clock] = [await world.service.get(Database), await world.service.get(Clock)];
  const version = ((await database.reader.manager.maximum(FaceCalibration, 'version')) ?? 0) + 1;
  const lanes = { accepted: 0, inReview: 0, rejected: 0 };
  const work = await world.service.get(UnitOfWork);
  await work.run(systemCtx(clock.now()), (tx) =>
    tx.manager.insert(FaceCalibration, {
      version,
      modelVersion: 'mesh-0+dlib128-0',
      people: 40,
      mean: 0.85,
      spread: 0.01,
      days: 7,
      effect: { checks: 0, before: lanes, after: lanes, moved: 0 },
      state: 'proposed',
      madeAt: tx.at,
    }),
  );
  return version;
};

// Counter and calibration belong to the whole installation: whoever may ask at all sees the same.
export const faceDeskRows: Rows<typeof faceDeskApi> = {
  stored: { input: () => ({}), strangers: 'none' },
  statistics: {
    input: async (world) => {
      await world.review();
      return {};
    },
    strangers: ({ all, waiting }) => all.checks > 0 || waiting.open > 0,
  },
  calibrations: { input: () => ({}), strangers: 'none' },
  decideCalibration: {
    input: async (world) => ({ version: await proposal(world), apply: false, reason: '先不启用。' }),
    strangers: 'none',
  },
};
