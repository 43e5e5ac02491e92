import { type Challenge, type Direction, faceApi } from '@lifttrust/shared-types/face/face.contract';
import { type Marks, markedPicture } from '../../../../test/simulators/marked-picture';
import type { OutsideLimits } from '../../adapters/outside/outside-service';
import { OutsideServices } from '../../adapters/outside/outside-services';
import { Cipher } from '../../kernel/cipher';
import { newId } from '../../kernel/new-id';
import type { TestService } from '../../kernel/testing/service';
import { FaceTemplate } from '../face-template.entity';
import { FaceWorld, type Someone } from './face-world';

/** What somebody shows the camera when asked for a direction. */
export type Showing = (direction: Direction) => Promise<Buffer>;

const turns: Record<Direction, number> = { left: 25, right: -25, centre: 0 };

/** A living person turning their head as asked, with whatever else is to be seen changed. */
export const living =
  (change: Partial<Marks> = {}): Showing =>
  (direction) =>
    markedPicture({ yaw: turns[direction], ...change });

/** Enrolment, challenge and review through HTTP, as phones and the desk do them, with pictures for simulators. */
export class FaceDriver {
  constructor(
    private readonly service: TestService,
    private readonly world: FaceWorld,
    private readonly reviewer: Someone,
    private readonly second: Someone,
  ) {}

  async consent(who: Someone) {
    const { data } = await this.service.call(faceApi.consentText, {});
    return this.service.call(faceApi.consent, { textVersion: data.version, agreed: true }, who);
  }

  async enrol(who: Someone, pictures: Buffer[]) {
    const fileIds: string[] = [];
    for (const picture of pictures) fileIds.push(await this.world.upload(who, 'enrolment_frame', picture));
    return this.service.call(faceApi.enrol, { fileIds }, who);
  }

  /** Three straight pictures, each changed as told. */
  async enrolAs(who: Someone, ...changes: [Partial<Marks>, Partial<Marks>?, Partial<Marks>?]) {
    const [first, second = first, third = first] = changes;
    return this.enrol(who, await Promise.all([first, second, third].map((change) => markedPicture(change))));
  }

  /** The question about this person that waits for the reviewer, with its pictures. */
  async waiting(personId: string) {
    const { data } = await this.service.call(faceApi.reviews, { pageSize: 100 }, this.reviewer);
    const reviewId = data.items.find((review) => review.person.id === personId)?.id ?? '';
    return (await this.service.call(faceApi.review, { reviewId }, this.reviewer)).data;
  }

  async decide(personId: string, accept: boolean) {
    const { id } = await this.waiting(personId);
    const decision = { reviewId: id, accept, reason: '与登记照片核对一致' };
    const answer = await this.service.call(faceApi.decide, decision, this.reviewer);
    // A rejection counts when somebody else has said the same.
    return accept || answer.error ? answer : this.service.call(faceApi.decide, decision, this.second);
  }

  openAt(visitId: string, who: Someone) {
    return this.service.call(faceApi.openChallenge, { visitId }, who);
  }

  async give(visitId: string, who: Someone, challenge: Challenge, jpeg: Buffer) {
    const fileId = await this.world.upload(who, 'challenge_frame', jpeg, visitId);
    return this.service.call(faceApi.answerChallenge, { challengeId: challenge.id, fileId }, who);
  }

  comeBack(who: Someone, challengeId: string) {
    return this.service.call(faceApi.finishPage, { challengeId }, who);
  }

  /** Answers every direction still asked for; the last answer is the result. */
  async answerAll(visitId: string, who: Someone, first: Challenge, show: Showing) {
    let challenge = first;
    let answer = await this.give(visitId, who, challenge, await show(challenge.direction ?? 'centre'));
    while (!answer.error && answer.data.direction) {
      challenge = answer.data;
      answer = await this.give(visitId, who, challenge, await show(challenge.direction ?? 'centre'));
    }
    return answer;
  }

  async play(visitId: string, who: Someone, show: Showing) {
    const opened = await this.openAt(visitId, who);
    return this.answerAll(visitId, who, opened.data, show);
  }

  /** People enrolled long ago, so that the cold start is over. */
  async enrolMany(count: number): Promise<void> {
    const cipher = await this.service.get(Cipher);
    const portrait = cipher.encryptBytes(await markedPicture({ person: 20 })).toString('base64');
    await this.world.write(async (tx) => {
      for (let at = 0; at < count; at += 1) {
        await tx.manager.insert(FaceTemplate, {
          id: newId(),
          personId: newId(),
          organisationId: this.world.companyId,
          consentId: newId(),
          state: 'enrolled',
          embeddingsSealed: null,
          portraitSealed: portrait,
          modelVersion: 'portrait',
          reason: null,
          createdAt: tx.at,
          decidedAt: tx.at,
          deletedAt: null,
        });
      }
    });
  }
}

/** Two technicians of one company who are not enrolled yet, and the reviewer whom the driver asks. */
export async function openFaces(service: TestService) {
  const world = await FaceWorld.in(service);
  const driver = new FaceDriver(service, world, await world.reviewer('何明'), await world.reviewer('苏再看'));
  const [chen, lin] = [await world.technician('陈守安'), await world.technician('林望')];
  return { world, driver, chen, lin };
}

const restMs = 50;

/** The same instance the service will use, quicker to give up and to try again. */
export async function makeImpatient(
  service: TestService,
  name: string,
  limits: Partial<OutsideLimits> = {},
): Promise<void> {
  const outside = await service.get(OutsideServices);
  outside.open(name, { timeoutMs: 1500, repeats: 0, restMs, ...limits });
}

/** A breaker that a fault has opened lets a call through after this. */
export const breakerRested = () => new Promise((done) => setTimeout(done, restMs + 30));
