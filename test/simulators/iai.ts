import sharp from 'sharp';
import { type Marks, marksOf } from './marked-picture';
import { type Parameters, Refused, TencentSimulator } from './tencent-cloud';

const largestBase64 = 5 * 1024 * 1024;
const [longestSide, shortestSide] = [4000, 64];
/** Of two pictures of one person, and of two people, unless a test says otherwise. */
const [same, different] = [92, 12];

interface Seen extends Marks {
  width: number;
  height: number;
}

/**
 * Tencent IAI 2020-03-03 as far as it is asked: DetectFace, CompareFace, DetectLiveFaceAccurate, with limits and error
 * codes of its documentation. It reads marked pictures; a person library does not exist here.
 */
export class IaiSimulator extends TencentSimulator {
  /** Likeness of two people, by `1-2`, the smaller first. */
  readonly likeness = new Map<string, number>();
  /** Pictures that came with what a camera writes beside the pixels. */
  withMetadata = 0;

  constructor() {
    const regions = ['ap-beijing', 'ap-chengdu', 'ap-chongqing', 'ap-guangzhou', 'ap-nanjing'];
    super('iai', '2020-03-03', [...regions, 'ap-shanghai', 'ap-singapore']);
  }

  protected readonly actions = {
    DetectFace: async (asked: Parameters) => {
      this.checkModel(asked);
      const seen = await this.see(asked.Image);
      const count = Math.min(seen.faces, Number(asked.MaxFaceNum ?? 1));
      const face = faceOf(seen, asked.NeedFaceAttributes === 1, asked.NeedQualityDetection === 1);
      return {
        ImageWidth: seen.width,
        ImageHeight: seen.height,
        FaceInfos: Array.from({ length: count }, () => face),
        FaceModelVersion: '3.0',
      };
    },
    CompareFace: async (asked: Parameters) => {
      this.checkModel(asked);
      const [one, other] = [await this.see(asked.ImageA), await this.see(asked.ImageB)];
      const control = Number(asked.QualityControl ?? 0);
      if (![0, 1, 2, 3, 4].includes(control))
        throw new Refused('InvalidParameterValue.QualityControlIllegal');
      const isPoor = [one, other].some(({ sharpness }) => sharpness < 30);
      if (control > 0 && isPoor) throw new Refused('FailedOperation.FaceQualityNotQualified');
      return { Score: this.scoreOf(one.person, other.person), FaceModelVersion: '3.0' };
    },
    DetectLiveFaceAccurate: async (asked: Parameters) => {
      this.checkModel(asked);
      return { Score: (await this.see(asked.Image)).live, FaceModelVersion: '3.0' };
    },
  };

  private scoreOf(one: number, other: number): number {
    if (one === other) return same;
    return this.likeness.get(`${Math.min(one, other)}-${Math.max(one, other)}`) ?? different;
  }

  private checkModel({ FaceModelVersion }: Parameters): void {
    if (FaceModelVersion !== undefined && FaceModelVersion !== '3.0' && FaceModelVersion !== '2.0')
      throw new Refused('InvalidParameterValue.FaceModelVersionIllegal');
  }

  private async see(image: unknown): Promise<Seen> {
    if (typeof image !== 'string' || image === '') throw new Refused('InvalidParameterValue.ImageEmpty');
    if (image.length > largestBase64) throw new Refused('FailedOperation.ImageSizeExceed');
    const bytes = Buffer.from(image, 'base64');
    const { width, height, exif } = await sharp(bytes)
      .metadata()
      .catch(() => {
        throw new Refused('FailedOperation.ImageDecodeFailed');
      });
    if (Math.max(width, height) > longestSide) throw new Refused('FailedOperation.ImageResolutionExceed');
    if (Math.min(width, height) < shortestSide) throw new Refused('FailedOperation.ImageResolutionTooSmall');
    if (exif) this.withMetadata += 1;
    const marks = await marksOf(bytes);
    if (marks.faces < 1 || marks.faces > 5) throw new Refused('InvalidParameterValue.NoFaceInPhoto');
    return { ...marks, width, height };
  }
}

/** Attributes not asked for come along as meaningless zeros, as documented. */
function faceOf(seen: Seen, hasAttributes: boolean, hasQuality: boolean) {
  return {
    X: 120,
    Y: 160,
    Width: Math.round(seen.width / 2),
    Height: Math.round(seen.width / 2),
    FaceAttributesInfo: {
      Yaw: hasAttributes ? seen.yaw : 0,
      Pitch: 0,
      Roll: 0,
      Gender: 0,
      Age: 0,
      Beauty: 0,
    },
    FaceQualityInfo: {
      Score: hasQuality ? 90 : 0,
      Sharpness: hasQuality ? seen.sharpness : 0,
      Brightness: hasQuality ? seen.brightness : 0,
    },
  };
}
