import { decideIai, iaiLimits, iaiModel, iaiScale } from '@lifttrust/shared-types/face/face.cloud.rules';
import { enrolmentProblems, pictureCheck } from '@lifttrust/shared-types/face/face.enrolment.rules';
import type { SeenFrame } from '@lifttrust/shared-types/face/face.frame';
import type { Refusal } from '@lifttrust/shared-types/kernel/app-error';
import { Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { IaiClient, type IaiSeen } from '../../adapters/face/iai';
import { OutsideError } from '../../adapters/outside/outside.error';
import { OutsideServices } from '../../adapters/outside/outside-services';
import { CityService } from '../../city/city.service';
import { FileService } from '../../file/file.service';
import { env } from '../../kernel/env';
import { log } from '../../kernel/log';
import { TemplateStore } from '../face.template-store';
import type { FaceTemplate } from '../face-template.entity';
import { CloudEnrolment } from './cloud-enrolment';
import {
  type Doubt,
  type EnrolmentJudge,
  type Measured,
  type PhotoJudge,
  portraitOnly,
  type Result,
  type TakenFrame,
  unavailableResult,
} from './face.provider';
import { sentPicture } from './sent-picture';

/** Bystanders count as a second face only when about as near to the camera as the person meant. */
const bystanderShare = 0.6;
const modelVersion = iaiModel;

const inReview = (code: string, reason: string): Result => ({
  outcome: 'in_review',
  code,
  reason,
  score: null,
  modelVersion,
});

/**
 * Tencent's face recognition judges pictures that are sent along; the portrait stays here. It knows no colleagues, so
 * nobody can be closer than oneself: its scores are absolute.
 */
@Singleton()
export class IaiFaces implements PhotoJudge, EnrolmentJudge {
  @Inject() cityService: CityService;
  @Inject() fileService: FileService;
  @Inject() outsideServices: OutsideServices;
  @Inject() templates: TemplateStore;
  @Inject() enrolment: CloudEnrolment;

  private client: IaiClient | undefined;

  async look(jpeg: Buffer): Promise<SeenFrame | null> {
    return orUnavailable(() => this.seen(jpeg), null);
  }

  async compare(
    manager: EntityManager,
    template: FaceTemplate,
    frames: readonly TakenFrame[],
  ): Promise<Result> {
    if (!template.portraitSealed)
      return inReview('face.portrait_absent', '没有登记照片可以比对，请重新登记人脸；这一次由人工确认。');
    const portrait = await sentPicture(this.templates.portraitOf(template));
    const enrolled = await this.templates.enrolledWith(manager, template.personId);
    const pictures = await Promise.all(
      frames.map(async ({ direction, fileId }) => ({ direction, image: await this.imageOf(fileId) })),
    );
    const straight = pictures.find(({ direction }) => direction === 'centre')?.image;
    const turned = pictures.flatMap(({ direction, image }) => (direction === 'centre' ? [] : (image ?? [])));
    if (!portrait || !straight) return unavailableResult;
    return orUnavailable(async () => {
      const [liveness, likeness, ...same] = await Promise.all([
        this.opened().liveness(straight),
        this.opened().compare(straight, portrait, true),
        ...turned.map((image) => this.opened().compare(straight, image, false)),
      ]);
      if (likeness === null)
        return inReview('face.poor_quality', '正面照片不够清楚，比对不可靠，由人工确认。');
      const sameness = Math.min(...same.map((score) => score ?? 0));
      const match = decideIai({ likeness, sameness, liveness, enrolled }, this.cityService.parameters.face);
      return { ...match, score: likeness, modelVersion };
    }, unavailableResult);
  }

  /** IAI away, the pictures still go to a person: the portrait is all that later checks need. */
  async measure(jpegs: readonly Buffer[]): Promise<Measured> {
    const own = await this.enrolment.ownMeasure(jpegs);
    // Embeddings of pictures that our engine itself would send back are not to be looked for in others.
    const kept = own?.problems.length === 0 ? own : { embeddings: [], modelVersion: portraitOnly };
    const seen = await orUnavailable(() => this.judged(jpegs), {
      problems: own?.problems ?? [],
      doubt: '人脸比对暂时不可用，登记由人工确认。',
    });
    return { embeddings: kept.embeddings, modelVersion: kept.modelVersion, ...seen };
  }

  async check(jpeg: Buffer) {
    const seen = await orUnavailable<SeenFrame | null>(() => this.seen(jpeg), null);
    return seen ? pictureCheck(seen, iaiLimits) : this.enrolment.ownCheck(jpeg);
  }

  doubt(manager: EntityManager, personId: string, measured: Measured): Promise<Doubt | null> {
    return this.enrolment.doubt(manager, personId, measured);
  }

  private async judged(jpegs: readonly Buffer[]): Promise<{ problems: Refusal[]; doubt: string | null }> {
    const frames: SeenFrame[] = [];
    for (const jpeg of jpegs) frames.push(await this.seen(jpeg));
    const problems = enrolmentProblems(frames, iaiLimits);
    if (problems.length > 0) return { problems, doubt: null };
    const [first = '', ...rest] = (await Promise.all(jpegs.map(sentPicture))).flatMap((image) => image ?? []);
    const [liveness, ...likeness] = await Promise.all([
      this.opened().liveness(first),
      ...rest.map((image) => this.opened().compare(first, image, true)),
    ]);
    if (likeness.includes(null)) return { problems: [], doubt: '照片不够清楚，登记由人工确认。' };
    if (likeness.some((score) => (score ?? 0) < iaiScale.stranger))
      return { problems: [differentPeople], doubt: null };
    const isDoubtful = liveness < iaiScale.alive || likeness.some((score) => (score ?? 0) < iaiScale.sure);
    return { problems: [], doubt: isDoubtful ? '看不准照片是不是本人现场拍摄，登记由人工确认。' : null };
  }

  private async seen(jpeg: Buffer): Promise<SeenFrame> {
    const image = await sentPicture(jpeg);
    return toFrame(
      image ? await this.opened().detect(image) : { readable: false, faces: [], modelVersion: '' },
      env().iaiYaw === 'left' ? 1 : -1,
    );
  }

  private async imageOf(fileId: string): Promise<string | null> {
    return sentPicture(await this.fileService.readBytes(fileId));
  }

  private opened(): IaiClient {
    const { tencent, faceTimeoutMs } = env();
    if (!tencent) throw new OutsideError('iai', 'misconfigured', 'no_key', 'no key of Tencent Cloud');
    const outside = this.outsideServices.open('iai', { timeoutMs: faceTimeoutMs, repeats: 1 });
    this.client ??= new IaiClient(outside, tencent);
    return this.client;
  }
}

/** Whatever an outside service answers instead of a result: nobody is turned away because of it (FACE-07). */
export async function orUnavailable<T>(work: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    const { service, trouble, code } = error;
    log.warn('face.provider_away', { service, trouble, code });
    return otherwise;
  }
}

const differentPeople: Refusal = {
  code: 'face.different_people',
  message: '三张照片不是同一个人，请本人重新拍摄。',
};

function toFrame({ readable, faces }: IaiSeen, sign: number): SeenFrame {
  const [largest] = faces;
  const near = faces.filter((face) => face.width >= bystanderShare * (largest?.width ?? 0));
  return {
    readable,
    faceCount: near.length,
    modelVersion,
    face: largest
      ? {
          yawDegrees: sign * largest.yaw,
          pitchDegrees: largest.pitch,
          embedding: null,
          facePixels: Math.max(largest.width, largest.height),
          brightness: largest.brightness,
          sharpness: largest.sharpness,
          confidence: largest.quality / 100,
        }
      : null,
  };
}
