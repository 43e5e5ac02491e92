import {
  type Alternative,
  type Challenge,
  type Enrolment,
  faceApi,
  type PictureCheck,
} from '@lifttrust/shared-types/face/face.contract';
import { call } from '../../lib/call';
import { randomId } from '../../lib/random-id';
import type { CommandFile } from '../../outbox/command';
import { outbox } from '../../outbox/outbox';
import { deliverFile } from '../../outbox/send-files';
import { takePhoto } from '../../platform/camera';
import { device } from '../../platform/device';
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
  const keys = { announceKey: randomId(device.now()), reportKey: randomId(device.now()) };
  const entry: CommandFile = { file, purpose: 'enrolment_frame', ...keys, fileId: null, stored: false };
  const fileId = await deliverFile(entry, () => undefined);
  const check = await call(faceApi.checkPicture, { fileId }, { requestKey: randomId(device.now()) });
  return { fileId, check };
}

export const enrolFace = (fileIds: string[]): Promise<Enrolment> =>
  answered(outbox.run(faceApi.enrol, { fileIds }, { label: '人脸登记照片' }));

export const openChallenge = (visitId: string): Promise<Challenge> =>
  answered(outbox.run(faceApi.openChallenge, { visitId }, { label: '开始人脸核验' }));

export async function answerChallenge(visitId: string, challengeId: string): Promise<Challenge> {
  const file = await takePhoto('front');
  return answered(
    outbox.runWithFile(
      faceApi.answerChallenge,
      { challengeId },
      { file, purpose: 'challenge_frame', visitId },
      { label: '人脸核验照片' },
    ),
  );
}

export const fetchPageResult = (challengeId: string): Promise<Challenge> =>
  answered(outbox.run(faceApi.finishPage, { challengeId }, { label: '查看核验结果' }));

export const openAlternative = (visitId: string): Promise<Alternative> =>
  answered(outbox.run(faceApi.openAlternative, { visitId }, { label: '不用人脸的核验方式' }));

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
