import { z } from '@lifttrust/shared-types/kernel/zod';
import type { TencentAccess } from '../../kernel/env.tencent';
import { OutsideError } from '../outside/outside.error';
import type { OutsideService } from '../outside/outside-service';
import { TencentClient } from '../tencent/tencent.client';

/** One face as IAI saw it: place in pixels, head turn in degrees (−30 to 30), light and sharpness 0–100. */
export interface IaiFace {
  width: number;
  height: number;
  yaw: number;
  pitch: number;
  brightness: number;
  sharpness: number;
  quality: number;
}

export interface IaiSeen {
  /** False: not a picture that can be read, or far too small. */
  readable: boolean;
  /** Largest first. */
  faces: IaiFace[];
  modelVersion: string;
}

// Age, sex, beauty and the like come along with the head turn; they are neither read nor kept.
const Detected = z.object({
  FaceModelVersion: z.string(),
  FaceInfos: z.array(
    z.object({
      Width: z.number(),
      Height: z.number(),
      FaceAttributesInfo: z.object({ Yaw: z.number(), Pitch: z.number() }),
      FaceQualityInfo: z.object({ Score: z.number(), Sharpness: z.number(), Brightness: z.number() }),
    }),
  ),
});
const Scored = z.object({ Score: z.number().min(0).max(100) });

/** The one version in which scores mean what our rules say (40, 50, 60). */
const faceModelVersion = '3.0';
/** More than five faces and attributes are guesses. */
const mostFaces = 5;
/** Very dark, bright, blurred or hidden straight pictures are not compared at all. */
const straightQuality = 2;

const noFace = ['InvalidParameterValue.NoFaceInPhoto', 'FailedOperation.ImageFacedetectFailed'];
const notReadable = ['FailedOperation.ImageDecodeFailed', 'FailedOperation.ImageResolutionTooSmall'];

/** Tencent IAI 2020-03-03: three questions about pictures sent along; no person library, nothing kept there. */
export class IaiClient {
  private readonly client: TencentClient;

  constructor(outside: OutsideService, access: TencentAccess) {
    this.client = new TencentClient(outside, { service: 'iai', version: '2020-03-03' }, access);
  }

  /** The faces in a picture (base64), their turn and quality. Throws `OutsideError`. */
  async detect(image: string): Promise<IaiSeen> {
    const question = {
      Image: image,
      MaxFaceNum: mostFaces,
      NeedFaceAttributes: 1,
      NeedQualityDetection: 1,
      FaceModelVersion: faceModelVersion,
    };
    try {
      const { FaceInfos, FaceModelVersion } = await this.client.call('DetectFace', question, Detected, true);
      return { readable: true, faces: FaceInfos.map(toFace).sort(byWidth), modelVersion: FaceModelVersion };
    } catch (error) {
      if (isCode(error, noFace)) return { readable: true, faces: [], modelVersion: faceModelVersion };
      if (isCode(error, notReadable)) return { readable: false, faces: [], modelVersion: faceModelVersion };
      throw error;
    }
  }

  /** How surely a picture (base64) was taken of a person and not of a picture, 0–100. Throws `OutsideError`. */
  async liveness(image: string): Promise<number> {
    const question = { Image: image, FaceModelVersion: faceModelVersion };
    return (await this.client.call('DetectLiveFaceAccurate', question, Scored, true)).Score;
  }

  /**
   * Likeness of the largest faces of two pictures (base64), 0–100; null when a straight picture is too poor to be
   * compared. Throws `OutsideError`.
   */
  async compare(one: string, other: string, isStraight: boolean): Promise<number | null> {
    const question = {
      ImageA: one,
      ImageB: other,
      FaceModelVersion: faceModelVersion,
      QualityControl: isStraight ? straightQuality : 0,
    };
    try {
      return (await this.client.call('CompareFace', question, Scored, true)).Score;
    } catch (error) {
      if (isCode(error, ['FailedOperation.FaceQualityNotQualified'])) return null;
      throw error;
    }
  }
}

const isCode = (error: unknown, codes: readonly string[]) =>
  error instanceof OutsideError && codes.includes(error.code);

type Found = z.output<typeof Detected>['FaceInfos'][number];

const toFace = (found: Found): IaiFace => ({
  width: found.Width,
  height: found.Height,
  yaw: found.FaceAttributesInfo.Yaw,
  pitch: found.FaceAttributesInfo.Pitch,
  brightness: found.FaceQualityInfo.Brightness,
  sharpness: found.FaceQualityInfo.Sharpness,
  quality: found.FaceQualityInfo.Score,
});

const byWidth = (one: IaiFace, other: IaiFace) => other.width - one.width;
