import { faceApi } from '@lifttrust/shared-types/face/face.contract';
import { good } from '../../fixture/uploads';
import type { World } from '../world';
import type { Rows } from './row';

const textVersion = async (world: World): Promise<string> =>
  good(await world.service.call(faceApi.consentText, {})).version;

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
  enrol: {
    input: async (world, caller) => {
      const consent = { textVersion: await textVersion(world), agreed: true as const };
      const { lead } = world.foreign;
      for (const worker of [caller, lead, world.own.colleague])
        good(await world.service.call(faceApi.consent, consent, worker));
      const fileIds = [await world.frame(caller), await world.frame(caller), await world.frame(caller)];
      return { fileIds };
    },
    strangers: 'hidden',
    // No face worker runs in this test; until one answers, nobody is enrolled.
    refusal: 'face.engine_unavailable',
  },
  openChallenge: {
    input: async (world) => ({ visitId: await world.arrivedVisitId() }),
    strangers: 'hidden',
    // Nobody of this test has enrolled a face.
    refusal: 'face.not_enrolled',
  },
  answerChallenge: {
    input: async (world, caller) => {
      const visitId = await world.arrivedVisitId();
      const challengeId = await world.challenge(caller, visitId);
      return { challengeId, fileId: await world.frame(caller, visitId) };
    },
    strangers: 'hidden',
    // No face worker runs in this test.
  },
  finishPage: {
    // A challenge by photographs: nothing is to be fetched, and the answer says where it stands.
    input: async (world, caller) => ({
      challengeId: await world.challenge(caller, await world.arrivedVisitId()),
    }),
    strangers: 'hidden',
  },
  openAlternative: {
    input: async (world) => ({ visitId: await world.arrivedVisitId() }),
    strangers: 'hidden',
  },
  answerAlternative: {
    input: async (world, caller) => {
      const visitId = await world.arrivedVisitId();
      const opened = good(await world.service.call(faceApi.openAlternative, { visitId }, caller));
      return { alternativeId: opened.id, fileId: await world.frame(caller, visitId) };
    },
    strangers: 'hidden',
  },
  presenceCode: {
    input: async (world) => ({ visitId: await world.visitId('started') }),
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
