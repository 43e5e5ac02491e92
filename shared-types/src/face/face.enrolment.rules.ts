import type { Refusal } from '../kernel/app-error';
import { isOneFace } from './face.challenge.rules';
import type { CoveredParts, SeenFace, SeenFrame } from './face.frame';

/** Light and sharpness on the scale of whoever measured them; face size in pixels, head turn in degrees. */
export interface QualityLimits {
  facePixels: number;
  darkest: number;
  brightest: number;
  sharpness: number;
  yawDegrees: number;
}

/** Smaller, darker or softer faces were measured to match strangers; the picture is taken again instead. */
export const engineLimits: QualityLimits = {
  facePixels: 120,
  darkest: 40,
  brightest: 225,
  sharpness: 8,
  yawDegrees: 25,
};

const ordinal = ['第一张', '第二张', '第三张'];

function qualityProblems(face: SeenFace, name: string, limits: QualityLimits): Refusal[] {
  const problems: Refusal[] = [];
  const say = (code: string, message: string) => problems.push({ code, message: `${name}${message}` });
  if (face.facePixels < limits.facePixels) say('face.too_small', '离得太远，请靠近一些再拍。');
  if (face.brightness < limits.darkest) say('face.too_dark', '太暗，请到光线好的地方再拍。');
  if (face.brightness > limits.brightest) say('face.too_bright', '太亮，请避开强光再拍。');
  if (face.sharpness < limits.sharpness) say('face.blurred', '不清晰，请拿稳手机、擦净镜头再拍。');
  if (Math.abs(face.yawDegrees) > limits.yawDegrees)
    say('face.turned_away', '没有朝向镜头，请正对镜头再拍。');
  return problems;
}

function frameProblems(analysis: SeenFrame, name: string, limits: QualityLimits): Refusal[] {
  if (!analysis.readable)
    return [{ code: 'face.unreadable', message: `${name}不是可读的图片，请重新拍摄。` }];
  if (!analysis.face)
    return [{ code: 'face.no_face', message: `${name}里没有找到人脸。请露出整张脸，摘下口罩再拍。` }];
  if (analysis.faceCount > 1)
    return [{ code: 'face.several_faces', message: `${name}里不止一个人。请一个人入镜。` }];
  return qualityProblems(analysis.face, name, limits);
}

/**
 * Are these pictures good enough to recognise this person by for years? All reasons at once.
 * @basis 人脸识别技术应用安全管理办法 第四条 (FACE-01); three frames: DECISIONS 15
 */
export function enrolmentProblems(
  frames: readonly SeenFrame[],
  limits: QualityLimits = engineLimits,
): Refusal[] {
  const problems = frames.flatMap((frame, at) => frameProblems(frame, ordinal[at] ?? '照片', limits));
  if (!isOneFace(frames))
    problems.push({ code: 'face.different_people', message: '三张照片不是同一个人，请本人重新拍摄。' });
  return problems;
}

/** From so much on a part of the face is probably covered (docs/face-benchmarks.md says how often that is wrong). */
export const coveredLimits: CoveredParts = { forehead: 80, eyes: 165, mouth: 106 };

const hints: { part: keyof CoveredParts; code: string; message: string }[] = [
  {
    part: 'forehead',
    code: 'face.helmet_likely',
    message: '额头像是被安全帽或帽子挡住了。摘下再拍，以后核验更准。',
  },
  { part: 'eyes', code: 'face.eyes_covered', message: '眼睛像是被墨镜或反光挡住了。请露出眼睛再拍。' },
  { part: 'mouth', code: 'face.mask_likely', message: '口鼻像是被口罩挡住了。请摘下口罩再拍。' },
];

/**
 * One picture while it can still be taken again: what makes it useless, and what might be better. Nobody is refused for
 * a hint: a beard, a scarf or a shadow may look the same to the engine.
 * @basis 人脸识别技术应用安全管理办法 第四条 (FACE-01)
 */
export function pictureCheck(
  frame: SeenFrame,
  limits: QualityLimits = engineLimits,
): { problems: Refusal[]; hints: Refusal[] } {
  const problems = frameProblems(frame, '这张', limits);
  const covered = frame.face?.covered;
  const found = covered ? hints.filter(({ part }) => covered[part] >= coveredLimits[part]) : [];
  return { problems, hints: found.map(({ code, message }) => ({ code, message })) };
}
