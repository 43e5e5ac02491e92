import { decideFaceid, decideIai, type FaceidFacts, type IaiFacts, limitsOf } from './face.cloud.rules';

const policy = { coldStartPeople: 20 };
const good: IaiFacts = { likeness: 95, sameness: 95, liveness: 99, enrolled: 600 };
const iai = (change: Partial<IaiFacts>) => decideIai({ ...good, ...change }, policy);

test.each([
  ['one stranger in 100 000 is as like', { likeness: 60 }, 'accepted', null],
  ['just below that', { likeness: 59.9 }, 'in_review', 'face.unsure'],
  ['one stranger in 1 000 is as like', { likeness: 40 }, 'in_review', 'face.unsure'],
  ['below that', { likeness: 39.9 }, 'rejected', 'face.no_match'],
  ['the picture looks live as recommended', { liveness: 40 }, 'accepted', null],
  ['just below that', { liveness: 39.9 }, 'in_review', 'face.liveness_unsure'],
  ['at the threshold of remade pictures', { liveness: 10 }, 'in_review', 'face.liveness_unsure'],
  ['the picture was taken of a picture', { liveness: 9.9 }, 'rejected', 'face.not_live'],
  ['the turned head is another', { sameness: 39.9 }, 'rejected', 'face.different_people'],
  ['fewer than 20 people are enrolled', { enrolled: 19 }, 'in_review', 'face.cold_start'],
  ['20 people are enrolled', { enrolled: 20 }, 'accepted', null],
  ['a stranger comes in the cold start', { enrolled: 1, likeness: 5 }, 'rejected', 'face.no_match'],
] as const)('IAI: when %s, the outcome is decided accordingly', (_, change, outcome, code) => {
  expect(iai(change)).toMatchObject({ outcome, code });
});

const passed: FaceidFacts = { result: 0, live: 0, similarity: 95, enrolled: 600 };
const faceid = (change: Partial<FaceidFacts>) => decideFaceid({ ...passed, ...change }, policy);

test.each([
  ['one stranger in 10 000 is as like', { similarity: 80 }, 'accepted', null],
  ['just below that', { similarity: 79.9 }, 'in_review', 'face.unsure'],
  ['one stranger in 1 000 is as like', { similarity: 70 }, 'in_review', 'face.unsure'],
  ['below that', { similarity: 69.9 }, 'rejected', 'face.no_match'],
  ['FaceID says it is another person', { result: 2016, similarity: null }, 'rejected', 'face.no_match'],
  ['the video is no live recording', { result: 1002, live: 1002 }, 'rejected', 'face.not_live'],
  ['the face was not seen well', { result: 1003, live: 1003 }, 'rejected', 'face.page_failed'],
  ['fewer than 20 people are enrolled', { enrolled: 19 }, 'in_review', 'face.cold_start'],
] as const)('FaceID: when %s, the outcome is decided accordingly', (_, change, outcome, code) => {
  expect(faceid(change)).toMatchObject({ outcome, code });
});

test('FaceID: without a result there is nothing to decide', () => {
  expect([faceid({ result: null }), faceid({ result: 17 })]).toEqual(['unfinished', 'unfinished']);
});

test('FaceID: what fails on their side is nobody’s fault and goes to a person', () => {
  const troubles = [faceid({ result: 1001, live: 1001 }), faceid({ result: 4 }), faceid({ result: 2001 })];
  expect(troubles).toEqual(['unavailable', 'unavailable', 'unavailable']);
  expect(faceid({ similarity: null })).toBe('unavailable');
});

test('every outcome but acceptance has a reason in words', () => {
  for (const match of [iai({ likeness: 0 }), iai({ likeness: 50 }), iai({ liveness: 20 })])
    expect(match.reason).toMatch(/[\u4e00-\u9fff]/);
});

test('a score is shown beside the limits of its own scale', () => {
  const own = { accept: 2, review: 1 };
  expect(limitsOf('iai-3.0', own)).toEqual({ accept: 60, review: 40 });
  expect(limitsOf('faceid', own)).toEqual({ accept: 80, review: 70 });
  expect(limitsOf('dlib128', own)).toEqual(own);
});
