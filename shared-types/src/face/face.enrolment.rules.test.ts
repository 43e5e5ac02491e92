import { coveredLimits, enrolmentProblems, pictureCheck } from './face.enrolment.rules';
import type { FaceFacts, FrameAnalysis } from './face.frame';

const good: FaceFacts = {
  yawDegrees: 3,
  pitchDegrees: 0,
  embedding: Float32Array.from([1, 0]),
  facePixels: 400,
  brightness: 120,
  sharpness: 60,
  confidence: 1,
};
const frame = (change: Partial<FaceFacts> = {}): FrameAnalysis => ({
  readable: true,
  faceCount: 1,
  modelVersion: 'm',
  face: { ...good, ...change },
});
const codes = (frames: FrameAnalysis[]) => enrolmentProblems(frames).map((problem) => problem.code);

test('three good pictures of one person may be enrolled', () => {
  expect(codes([frame(), frame(), frame()])).toEqual([]);
});

test.each([
  ['too far away', { facePixels: 119 }, 'face.too_small'],
  ['too dark', { brightness: 39 }, 'face.too_dark'],
  ['too bright', { brightness: 226 }, 'face.too_bright'],
  ['blurred', { sharpness: 7 }, 'face.blurred'],
  ['turned away', { yawDegrees: -26 }, 'face.turned_away'],
] as const)('a face %s is sent back with what to do', (_, change, code) => {
  const [problem, ...rest] = enrolmentProblems([frame(), frame(change), frame()]);
  expect(problem?.code).toBe(code);
  expect(problem?.message).toContain('第二张');
  expect(rest).toEqual([]);
});

test('every fault of every picture is named at once', () => {
  const empty = { ...frame(), face: null, faceCount: 0 };
  const crowd = { ...frame(), faceCount: 3 };
  expect(codes([empty, crowd, frame({ brightness: 10, sharpness: 1 })])).toEqual([
    'face.no_face',
    'face.several_faces',
    'face.too_dark',
    'face.blurred',
  ]);
});

test('pictures of different people cannot be one enrolment', () => {
  expect(codes([frame(), frame(), frame({ embedding: Float32Array.from([0, 1]) })])).toEqual([
    'face.different_people',
  ]);
});

test('one picture alone is judged in words of its own, without a number', () => {
  const { problems } = pictureCheck(frame({ brightness: 10 }));
  expect(problems).toEqual([{ code: 'face.too_dark', message: '这张太暗，请到光线好的地方再拍。' }]);
});

test.each([
  ['forehead', 'face.helmet_likely'],
  ['eyes', 'face.eyes_covered'],
  ['mouth', 'face.mask_likely'],
] as const)('a covered %s is a hint and no refusal', (part, code) => {
  const covered = { forehead: 0, eyes: 0, mouth: 0, [part]: coveredLimits[part] };
  const check = pictureCheck(frame({ covered }));
  expect(check.problems).toEqual([]);
  expect(check.hints.map((hint) => hint.code)).toEqual([code]);
});

test('a provider that does not measure what is covered gives no hint', () => {
  expect(pictureCheck(frame()).hints).toEqual([]);
});
