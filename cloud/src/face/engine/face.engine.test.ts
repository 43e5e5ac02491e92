import { pictureCheck } from '@lifttrust/shared-types/face/face.enrolment.rules';
import type { FaceFacts, FrameAnalysis } from '@lifttrust/shared-types/face/face.frame';
import { cosine } from '@lifttrust/shared-types/face/face.match.rules';
import sharp from 'sharp';
import { makeSampleFaces, type SampleView, sampleFace } from '../testing/sample-faces';
import { FaceEngine } from './face.engine';

const engine = new FaceEngine();
engine.workers = 1;
const seen = new Map<string, FrameAnalysis>();

async function look(person: number, view: SampleView): Promise<FaceFacts> {
  const name = `${person}-${view}`;
  const analysis = seen.get(name) ?? (await engine.analyse(sampleFace(person, view)));
  seen.set(name, analysis);
  if (!analysis.face) throw new Error(`No face in ${name}.`);
  return analysis.face;
}

beforeAll(() => makeSampleFaces(3, 3), 120_000);
afterAll(() => engine.close());

test('an embedding has 128 numbers and length one, and names its model', async () => {
  const { embedding } = await look(1, 'centre');
  expect(embedding).toHaveLength(128);
  expect(cosine(embedding, embedding)).toBeCloseTo(1, 5);
  expect(seen.get('1-centre')?.modelVersion).toMatch(/^mesh-[\d.]+\+dlib128-[\d.]+$/);
});

test('the same picture gives the same embedding', async () => {
  const again = await engine.analyse(sampleFace(1, 'centre'));
  expect(cosine((await look(1, 'centre')).embedding, again.face?.embedding ?? [])).toBeGreaterThan(0.9999);
});

test.each([1, 2, 3])(
  'person %i turned by depth reads at least 18° to each side and stays the same person',
  async (person) => {
    const [centre, left, right] = [
      await look(person, 'centre'),
      await look(person, 'left'),
      await look(person, 'right'),
    ];
    expect(left.yawDegrees - centre.yawDegrees).toBeGreaterThanOrEqual(18);
    expect(centre.yawDegrees - right.yawDegrees).toBeGreaterThanOrEqual(18);
    expect(cosine(centre.embedding, left.embedding)).toBeGreaterThan(0.92);
    expect(cosine(centre.embedding, right.embedding)).toBeGreaterThan(0.92);
  },
);

test.each([1, 2, 3])('a flat photograph of person %i turned by 35° reads less than 6°', async (person) => {
  const centre = await look(person, 'centre');
  for (const view of ['flat-left', 'flat-right'] as const) {
    expect(Math.abs((await look(person, view)).yawDegrees - centre.yawDegrees)).toBeLessThan(6);
  }
});

test('two different people do not match', async () => {
  const faces = [await look(1, 'centre'), await look(2, 'centre'), await look(3, 'centre')];
  const [one, two, three] = faces.map((face) => face.embedding);
  expect(cosine(one ?? [], two ?? [])).toBeLessThan(0.9);
  expect(cosine(one ?? [], three ?? [])).toBeLessThan(0.9);
});

test('a face that nothing covers gives no hint of helmet, glasses or mask', async () => {
  for (const person of [1, 2, 3]) {
    await look(person, 'centre');
    const analysis = seen.get(`${person}-centre`);
    expect(analysis && pictureCheck(analysis).hints).toEqual([]);
  }
});

test('a picture without a face is named as such', async () => {
  const wall = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#8a8f94' } })
    .jpeg()
    .toBuffer();
  expect(await engine.analyse(wall)).toMatchObject({ readable: true, faceCount: 0, face: null });
});

test('bytes that are no picture are named as such and harm nobody', async () => {
  expect(await engine.analyse(Buffer.from('<html>not a picture</html>'))).toMatchObject({
    readable: false,
    face: null,
  });
  expect((await engine.analyse(sampleFace(1, 'centre'))).faceCount).toBe(1);
});

test('without workers the engine says that a person will look', async () => {
  const none = new FaceEngine();
  none.workers = 0;
  await expect(none.analyse(sampleFace(1, 'centre'))).rejects.toMatchObject({
    kind: 'unavailable',
    code: 'face.engine_unavailable',
  });
});
