import {
  type Alternative,
  type Challenge,
  type Enrolment,
  faceApi,
  type PictureCheck,
} from '@lifttrust/shared-types/face/face.contract';
import type { VisitPack } from '@lifttrust/shared-types/visit/visit.contract';
import { call } from '../../lib/call';
import { randomId } from '../../lib/random-id';
import type { VisitOnPhone } from '../../offline/reduce';
import { afterCommand, readVisit } from '../../offline/visits';
import type { Outcome } from '../../outbox/command';
import { type OutgoingFile, outgoing } from '../../outbox/compose';
import { outbox } from '../../outbox/outbox';
import { deliverFile } from '../../outbox/send-files';
import { takePhoto } from '../../platform/camera';
import { device } from '../../platform/device';
import { dropFile } from '../../platform/files';
import type { PhoneFile } from '../../platform/types';
import { answered } from '../outbox/answered';

export const giveConsent = (textVersion: string): Promise<Enrolment> =>
  answered(outbox.run(faceApi.consent, { textVersion, agreed: true }, { label: '同意处理人脸信息' }));

export const withdrawConsent = (): Promise<Enrolment> =>
  answered(outbox.run(faceApi.withdraw, {}, { label: '撤回人脸信息同意' }));

/**
 * Sends one picture and hears at once whether it will do. Nothing is kept for later: the person stands before the camera
 * now, and takes it again if no answer comes.
 */
export async function checkFrame(file: PhoneFile): Promise<{ fileId: string; check: PictureCheck }> {
  const fileId = await deliverNow({ file, purpose: 'enrolment_frame' });
  const check = await call(faceApi.checkPicture, { fileId }, { requestKey: randomId(device.now()) });
  return { fileId, check };
}

export const enrolFace = (fileIds: string[]): Promise<Enrolment> =>
  answered(outbox.run(faceApi.enrol, { fileIds }, { label: '人脸登记照片' }));

/**
 * The check with a network lasts ninety seconds: nothing of it is kept for later. Whoever loses the network takes the
 * pictures of the check that the pack brought.
 * @throws NetworkError
 */
export const openChallenge = (visitId: string): Promise<Challenge> =>
  call(faceApi.openChallenge, { visitId }, newKey());

export async function answerChallenge(visitId: string, challengeId: string): Promise<Challenge> {
  const file = await takePhoto('front');
  const fileId = await deliverNow({ file, purpose: 'challenge_frame', visitId });
  void dropFile(file.path);
  return call(faceApi.answerChallenge, { challengeId, fileId }, newKey());
}

const newKey = () => ({ requestKey: randomId(device.now()) });

const deliverNow = (file: OutgoingFile): Promise<string> =>
  deliverFile(outgoing(file, device.now()), null, () => undefined);

/** Three pictures by the directions that the pack told; the service judges them when they arrive (DECISIONS 14). */
export const answerChallengeOffline = (
  { id: visitId }: VisitPack,
  ticket: string,
  frames: PhoneFile[],
): Promise<VisitOnPhone> =>
  inReviewAt(
    visitId,
    outbox.runWithFiles(
      faceApi.answerOffline,
      { visitId, ticket },
      frames.map((file) => ({ file, purpose: 'challenge_frame', visitId })),
      { label: '人脸核验照片（3 张）' },
    ),
  );

export const answerAlternativeOffline = (
  { id: visitId }: VisitPack,
  ticket: string,
  file: PhoneFile,
): Promise<VisitOnPhone> =>
  inReviewAt(
    visitId,
    outbox.runWithFile(
      faceApi.answerAlternativeOffline,
      { visitId, ticket },
      { file, purpose: 'challenge_frame', visitId },
      { label: '手势照片' },
    ),
  );

/** Its answer is no pack: the visit is read from the phone either way, and from the service at the next look. */
async function inReviewAt(visitId: string, outcome: Promise<Outcome<unknown>>): Promise<VisitOnPhone> {
  const known = await outcome;
  return known.sent ? readVisit(visitId) : afterCommand(visitId, null);
}

export const fetchPageResult = (challengeId: string): Promise<Challenge> =>
  answered(outbox.run(faceApi.finishPage, { challengeId }, { label: '查看核验结果' }));

export const openAlternative = (visitId: string): Promise<Alternative> =>
  call(faceApi.openAlternative, { visitId }, newKey());

export async function answerAlternative(
  visitId: string,
  alternativeId: string,
  partnerCode: string,
): Promise<Alternative> {
  const file = await takePhoto('front');
  return answered(
    outbox.runWithFile(
      faceApi.answerAlternative,
      { alternativeId, ...(partnerCode ? { partnerCode } : {}) },
      { file, purpose: 'challenge_frame', visitId },
      { label: '手势照片' },
    ),
  );
}
