import {
  type Alternative,
  type Challenge,
  type Enrolment,
  faceApi,
} from '@lifttrust/shared-types/face/face.contract';
import { outbox } from '../../outbox/outbox';
import { takePhoto } from '../../platform/camera';
import type { PhoneFile } from '../../platform/types';
import { answered } from '../outbox/answered';

export const giveConsent = (textVersion: string): Promise<Enrolment> =>
  answered(outbox.run(faceApi.consent, { textVersion, agreed: true }, { label: '同意处理人脸信息' }));

export const withdrawConsent = (): Promise<Enrolment> =>
  answered(outbox.run(faceApi.withdraw, {}, { label: '撤回人脸信息同意' }));

export const enrolFace = (frames: PhoneFile[]): Promise<Enrolment> =>
  answered(
    outbox.runWithFiles(
      faceApi.enrol,
      {},
      frames.map((file) => ({ file, purpose: 'enrolment_frame' })),
      { label: '人脸登记照片' },
    ),
  );

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
