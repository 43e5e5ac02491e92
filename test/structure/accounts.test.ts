import { isTest, sourcesBelow, withoutComments } from './source';

/** Roles are given and taken in one place, which writes who did it, to whom, when and why (ORG-02). */
const seam = 'cloud/src/person/assignment.service.ts';
const writing =
  /\.(?:insert|save|update|upsert|delete|remove|increment|into|from)\(\s*Assignment(?:Event)?\b|insertRows\(\s*[\w.]+,\s*Assignment(?:Event)?\b|(?:INSERT INTO|UPDATE|DELETE FROM)\s+[`"]?assignment(?:_event)?\b/;

const writers = ['cloud/src', 'cloud/sandbox']
  .flatMap(sourcesBelow)
  .filter((file) => !isTest(file) && writing.test(withoutComments(file.text)))
  .map(({ path }) => path);

test('nobody gives or takes a role except where who, when and why are written with it', () => {
  expect(writers).toEqual([seam]);
});
