import type { Refusal } from '../kernel/app-error';
import { instantInWords } from '../kernel/time';
import type { SeenFrame } from './face.frame';
import { cosine } from './face.match.rules';

export type TurnDirection = 'left' | 'right' | 'centre';

/** How a city runs the challenge (parameters `face.*`, DECISIONS 14). */
export interface ChallengePolicy {
  frameSeconds: number;
  challengeSeconds: number;
  turnDegrees: number;
  attempts: number;
}

const orders: readonly (readonly TurnDirection[])[] = [
  ['left', 'right', 'centre'],
  ['left', 'centre', 'right'],
  ['right', 'left', 'centre'],
  ['right', 'centre', 'left'],
  ['centre', 'left', 'right'],
  ['centre', 'right', 'left'],
];

export const directionOrders = orders.length;

/** One of the six orders; `draw` comes from the server's random source. */
export function directionOrder(draw: number): readonly TurnDirection[] {
  const order = orders[Math.abs(Math.trunc(draw)) % orders.length];
  return order ?? ['left', 'right', 'centre'];
}

export interface ChallengeMoment {
  /** When the direction now asked for was revealed. */
  revealedAt: number;
  openedAt: number;
  isFinished: boolean;
}

/** The latest instant at which the direction revealed may be answered. */
export const frameDeadline = (moment: ChallengeMoment, policy: ChallengePolicy): number =>
  Math.min(moment.revealedAt + policy.frameSeconds * 1000, moment.openedAt + policy.challengeSeconds * 1000);

/**
 * May this picture answer the direction just revealed? `announcedAt` is when its upload was begun.
 * @basis DECISIONS 14, parameters `face.frameSeconds`, `face.challengeSeconds` (CHK-02)
 */
export function refuseFrame(
  moment: ChallengeMoment,
  frame: { announcedAt: number; arrivedAt: number },
  policy: ChallengePolicy,
): Refusal | null {
  if (moment.isFinished)
    return { code: 'face.challenge_finished', message: '这次核验已经结束，请重新开始。' };
  if (frame.announcedAt < moment.revealedAt) {
    return {
      code: 'face.frame_too_early',
      message: '照片早于本次提示，可能不是现场拍摄。请看到提示后再拍。',
    };
  }
  const deadline = frameDeadline(moment, policy);
  if (frame.arrivedAt > deadline) {
    return {
      code: 'face.frame_late',
      message: `照片晚于 ${instantInWords(deadline)} 的时限（每个方向 ${policy.frameSeconds} 秒，全程 ${policy.challengeSeconds} 秒）。请重新开始。`,
    };
  }
  return null;
}

export interface TurnFrame {
  direction: TurnDirection;
  analysis: SeenFrame;
}

/** Frames of one minute, one camera and one light; strangers are mostly below. Identity is decided elsewhere. */
const sameFaceCosine = 0.9;

const asked: Record<TurnDirection, string> = { left: '向左', right: '向右', centre: '朝正面' };

function yawOf(frames: readonly TurnFrame[], direction: TurnDirection): number | null {
  return frames.find((frame) => frame.direction === direction)?.analysis.face?.yawDegrees ?? null;
}

function turnProblems(frames: readonly TurnFrame[], policy: ChallengePolicy): Refusal[] {
  const [left, right, centre] = [yawOf(frames, 'left'), yawOf(frames, 'right'), yawOf(frames, 'centre')];
  if (left === null || right === null || centre === null) return [];
  const [toLeft, toRight] = [left - centre, centre - right];
  if (toLeft >= policy.turnDegrees && toRight >= policy.turnDegrees) return [];
  if (toLeft <= -policy.turnDegrees && toRight <= -policy.turnDegrees) {
    return [
      {
        code: 'face.mirrored',
        message: '照片左右相反。请在相机设置里关闭“自拍镜像”，或请同伴用后置摄像头拍摄，再试一次。',
      },
    ];
  }
  // A flat photograph lands here: turned as a sheet its face keeps looking the same way.
  const weak = [
    toLeft < policy.turnDegrees ? asked.left : null,
    toRight < policy.turnDegrees ? asked.right : null,
  ];
  const words = weak.filter((word) => word !== null).join('、');
  return [
    { code: 'face.not_turned', message: `${words}转头的幅度不够。请转动头部（不是转动手机），再试一次。` },
  ];
}

function faceProblems({ direction, analysis }: TurnFrame): Refusal[] {
  const where = `${asked[direction]}的照片`;
  if (!analysis.readable)
    return [{ code: 'face.unreadable', message: `${where}不是可读的图片，请重新拍摄。` }];
  if (!analysis.face)
    return [{ code: 'face.no_face', message: `${where}里没有找到人脸。请到光线好的地方，露出整张脸。` }];
  if (analysis.faceCount > 1)
    return [{ code: 'face.several_faces', message: `${where}里不止一个人。请一个人入镜。` }];
  return [];
}

/** Is this one living head that turned as asked? All reasons at once. */
export function challengeProblems(frames: readonly TurnFrame[], policy: ChallengePolicy): Refusal[] {
  const problems = [...frames.flatMap(faceProblems), ...turnProblems(frames, policy)];
  if (!isOneFace(frames.map((frame) => frame.analysis)))
    problems.push({ code: 'face.different_people', message: '几张照片不是同一个人，请本人独立完成。' });
  return problems;
}

/** Every two of the pictures show the same face; pictures without a face or an embedding are not compared. */
export function isOneFace(analyses: readonly SeenFrame[]): boolean {
  const faces = embeddingsOf(analyses);
  return faces.every((one, at) => faces.slice(at + 1).every((other) => cosine(one, other) >= sameFaceCosine));
}

/** The embeddings there are, in the order of the pictures. */
export const embeddingsOf = (analyses: readonly SeenFrame[]): Float32Array[] =>
  analyses.flatMap(({ face }) => face?.embedding ?? []);

/** Tries left of those the city allows; afterwards the alternative remains (FACE-07). */
export const attemptsLeft = (used: number, policy: ChallengePolicy): number =>
  Math.max(0, policy.attempts - used);
