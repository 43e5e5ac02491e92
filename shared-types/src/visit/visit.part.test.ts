import type { PartContent } from './visit.contract';
import { partHash } from './visit.part';

const hashA = 'a'.repeat(64);
const hashB = 'b'.repeat(64);
const answer = (code: string, photos: string[] = []): PartContent['answers'][number] => ({
  code,
  result: 'pass',
  note: '',
  reading: '',
  photos,
});
const part: PartContent = {
  visitId: '01JD0000000000000000000001',
  personId: '01JD0000000000000000000002',
  templateEdition: 'T5002-2017/A/1',
  answers: [answer('A-1-1', [hashA, hashB]), answer('A-1-2')],
  photos: [
    { slot: 'lift', sha256: hashA },
    { slot: 'item', sha256: hashB },
  ],
  added: [
    { code: 'X-7K2M', name: '轿厢扶手', requirement: '' },
    { code: 'X-1', name: '地坎', requirement: '清洁' },
  ],
  grade: { grade: '正常', reason: '' },
};

test('the order in which a part was put together does not change what is signed', () => {
  const turned: PartContent = {
    ...part,
    answers: [answer('A-1-2'), answer('A-1-1', [hashB, hashA, hashB])],
    photos: [...part.photos].reverse(),
    added: [...part.added].reverse(),
  };
  expect(partHash(turned)).toBe(partHash(part));
});

test('an item without a result is no part of what is signed', () => {
  const draft = { ...part, answers: [...part.answers, { ...answer('A-1-3'), result: null }] };
  expect(partHash(draft)).toBe(partHash(part));
});

test.each<[string, Partial<PartContent>]>([
  ['an answer', { answers: [answer('A-1-1', [hashA, hashB]), { ...answer('A-1-2'), result: 'fail' }] }],
  ['a note', { answers: [answer('A-1-1', [hashA, hashB]), { ...answer('A-1-2'), note: '已调整' }] }],
  ['a photograph of an item', { answers: [answer('A-1-1', [hashA]), answer('A-1-2')] }],
  ['a photograph', { photos: part.photos.slice(1) }],
  ['an added item', { added: part.added.slice(1) }],
  ['the grade', { grade: { grade: '关注', reason: '异响' } }],
  ['the person', { personId: '01JD0000000000000000000003' }],
  ['the edition of the template', { templateEdition: 'T5002-2017/A/2' }],
])('%s changed after the signature is another part', (_what, change) => {
  expect(partHash({ ...part, ...change })).not.toBe(partHash(part));
});
