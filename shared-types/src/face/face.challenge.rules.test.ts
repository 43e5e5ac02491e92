import {
  attemptsLeft,
  challengeProblems,
  directionOrder,
  directionOrders,
  frameDeadline,
  refuseFrame,
  type TurnDirection,
} from './face.challenge.rules';
import type { FrameAnalysis } from './face.frame';

const policy = { frameSeconds: 20, challengeSeconds: 90, turnDegrees: 18, attempts: 3 };
const openedAt = 1_790_000_000_000;
const seconds = (count: number) => openedAt + count * 1000;
const moment = { openedAt, revealedAt: openedAt, isFinished: false };

const unit = (angle: number): Float32Array => Float32Array.from([Math.cos(angle), Math.sin(angle)]);

function frame(direction: TurnDirection, yawDegrees: number, change: Partial<FrameAnalysis> = {}, angle = 0) {
  const face = {
    yawDegrees,
    pitchDegrees: 0,
    embedding: unit(angle),
    facePixels: 400,
    brightness: 120,
    sharpness: 60,
    confidence: 1,
  };
  const analysis: FrameAnalysis = { readable: true, faceCount: 1, modelVersion: 'm', face, ...change };
  return { direction, analysis };
}

const codes = (frames: ReturnType<typeof frame>[]) =>
  challengeProblems(frames, policy).map((problem) => problem.code);

test('the six orders each contain every direction once', () => {
  const orders = Array.from({ length: directionOrders }, (_, draw) => directionOrder(draw));
  for (const order of orders) expect([...order].sort()).toEqual(['centre', 'left', 'right']);
  expect(new Set(orders.map((order) => order.join())).size).toBe(6);
});

test('a frame 20 seconds after the direction is in time, one moment later it is late', () => {
  const times = { announcedAt: seconds(1), arrivedAt: seconds(20) };
  expect(refuseFrame(moment, times, policy)).toBeNull();
  expect(refuseFrame(moment, { ...times, arrivedAt: seconds(20) + 1 }, policy)?.code).toBe('face.frame_late');
});

test('the whole challenge ends after 90 seconds, however late its last direction was revealed', () => {
  const late = { ...moment, revealedAt: seconds(85) };
  expect(frameDeadline(late, policy)).toBe(seconds(90));
  const times = { announcedAt: seconds(86), arrivedAt: seconds(91) };
  expect(refuseFrame(late, times, policy)?.code).toBe('face.frame_late');
});

test('a picture from before the direction was revealed is refused', () => {
  const times = { announcedAt: openedAt - 1, arrivedAt: seconds(2) };
  expect(refuseFrame(moment, times, policy)?.code).toBe('face.frame_too_early');
});

test('a finished challenge takes no more frames', () => {
  const times = { announcedAt: seconds(1), arrivedAt: seconds(2) };
  expect(refuseFrame({ ...moment, isFinished: true }, times, policy)?.code).toBe('face.challenge_finished');
});

test('one head turned 18° to each side is a living person', () => {
  expect(codes([frame('left', 18), frame('centre', 0), frame('right', -18)])).toEqual([]);
});

test('turning is measured from the person’s own straight look, not from the camera', () => {
  expect(codes([frame('left', 26), frame('centre', 8), frame('right', -10)])).toEqual([]);
});

test('a flat photograph does not turn and is refused', () => {
  expect(codes([frame('left', 2.8), frame('centre', 0), frame('right', -2.8)])).toEqual(['face.not_turned']);
});

test('17.9° to one side is not enough, and the words name the side', () => {
  const [problem] = challengeProblems([frame('left', 17.9), frame('centre', 0), frame('right', -25)], policy);
  expect(problem?.code).toBe('face.not_turned');
  expect(problem?.message).toContain('向左');
  expect(problem?.message).not.toContain('向右');
});

test('turning to the same side twice is refused', () => {
  expect(codes([frame('left', 25), frame('centre', 0), frame('right', 25)])).toEqual(['face.not_turned']);
});

test('a camera that mirrors is named, so that the person knows what to change', () => {
  expect(codes([frame('left', -25), frame('centre', 0), frame('right', 25)])).toEqual(['face.mirrored']);
});

test('frames of different people are refused', () => {
  expect(codes([frame('left', 25), frame('centre', 0), frame('right', -25, {}, 0.6)])).toEqual([
    'face.different_people',
  ]);
});

test('all reasons are told at once', () => {
  const frames = [
    frame('left', 0, { face: null, faceCount: 0 }),
    frame('centre', 0, { faceCount: 2 }),
    frame('right', 0, { readable: false, face: null }),
  ];
  expect(codes(frames)).toEqual(['face.no_face', 'face.several_faces', 'face.unreadable']);
});

test('after three tries none is left, never fewer than none', () => {
  expect([0, 1, 3, 5].map((used) => attemptsLeft(used, policy))).toEqual([3, 2, 0, 0]);
});
