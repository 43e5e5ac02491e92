import { faceRetention } from '@lifttrust/shared-types/face/face.retention';
import { readText } from './source';

const pages = ['docs/law/face-impact-assessment.md', 'docs/law/face-processing-record.md'];
const figures = (page: string) =>
  [...readText(page).matchAll(/<!-- (\w+) -->(\d+)<!-- \/ -->/g)].map(([, name = '', value = '']) => ({
    page,
    name,
    value: Number(value),
  }));

test('every term the assessment and the processing record promise is the one the service keeps', () => {
  const kept: Record<string, number> = faceRetention;
  const wrong = pages.flatMap(figures).filter(({ name, value }) => kept[name] !== value);
  expect(wrong).toEqual([]);
});

test.each(pages)('%s names every term there is', (page) => {
  const named = new Set(figures(page).map(({ name }) => name));
  expect(Object.keys(faceRetention).filter((name) => !named.has(name))).toEqual([]);
});

test('the terms are used where faces are deleted', () => {
  const uses: [string, keyof typeof faceRetention][] = [
    ['cloud/src/face/face.review-queue.ts', 'disputedPictureDays'],
    ['cloud/src/file/file.upload.service.ts', 'unusedPictureHours'],
    ['cloud/src/face/face.challenge.book.ts', 'leftCheckHours'],
    ['cloud/src/face/face.consent-text.ts', 'deletionDays'],
  ];
  expect(uses.filter(([file, name]) => !readText(file).includes(`faceRetention.${name}`))).toEqual([]);
});
