import { cosine, meanEmbedding } from '@lifttrust/shared-types/face/face.match.rules';
import { embeddingLength, Gallery } from './face.gallery';

/** A made-up face: the same number gives the same one. */
function face(seed: number): Float32Array {
  let state = seed * 2654435761 + 1;
  const raw = Float32Array.from({ length: embeddingLength }, () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648 - 0.5;
  });
  return meanEmbedding([raw]);
}

const filled = (count: number): Gallery => {
  const gallery = new Gallery();
  for (let at = 0; at < count; at += 1) gallery.add(id(at), `person-${at}`, face(at));
  return gallery;
};
const id = (at: number) => `template-${String(at).padStart(6, '0')}`;

test('the nearest of all is found, and never the person’s own', () => {
  const gallery = filled(300);
  const found = gallery.nearest(face(150), 'nobody');
  expect(found).toMatchObject({ templateId: id(150), personId: 'person-150' });
  expect(found?.cosine).toBeCloseTo(1, 5);
  expect(gallery.nearest(face(150), 'person-150')?.personId).not.toBe('person-150');
});

test('of nobody nobody is nearest', () => {
  expect(new Gallery().nearest(face(1), '')).toBeNull();
  expect(filled(1).nearest(face(0), 'person-0')).toBeNull();
});

test('who is deleted is found no more, and the others stay who they are', () => {
  const gallery = filled(10);
  gallery.remove(id(3));
  expect(gallery.size).toBe(9);
  expect(gallery.face(id(3))).toBeNull();
  for (const at of [0, 1, 2, 4, 5, 6, 7, 8, 9])
    expect(gallery.nearest(face(at), '')).toMatchObject({ personId: `person-${at}` });
});

test('what is deleted is overwritten in memory', () => {
  const gallery = filled(2);
  const view = gallery.face(id(1));
  gallery.remove(id(1));
  expect([...(view ?? [1])].every((value) => value === 0)).toBe(true);
});

test('the latest are those enrolled last, without the person asked about', () => {
  const gallery = filled(20);
  gallery.remove(id(5));
  const latest = gallery.latest(3, 'person-18');
  expect(latest.map((one) => [19, 17, 16].findIndex((at) => cosine(one, face(at)) > 0.999))).toEqual([
    0, 1, 2,
  ]);
});
