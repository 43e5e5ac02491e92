import { tables } from '@lifttrust/shared-types/tables';
import { isTest, sources, withoutComments } from './source';

/** `code: 'visit.cancelled'`, `AppError.notFound('lift.unknown', …)`, `new AppError('conflict', 'record.taken', …)` */
const patterns = [
  /\bcode:\s*'([\x20-\x7e]+?)'\s*,?\s*(?:field:[^,\n]*,\s*)?(?:message:|message,|$)/gm,
  /AppError\.(?:notFound|conflict|invalid)\(\s*'([^']+)'/g,
  /new AppError\(\s*'\w+',\s*'([^']+)'/g,
];

const coded = sources
  .filter((file) => !isTest(file) && /^(cloud|shared-types)\/src\//.test(file.path))
  .flatMap((file) =>
    patterns.flatMap((pattern) =>
      [...withoutComments(file.text).matchAll(pattern)].map((match) => ({
        path: file.path,
        code: match[1] ?? '',
      })),
    ),
  );

const modules = new Set([
  ...Object.keys(tables),
  'kernel',
  'organisation',
  'person',
  'plan',
  'change',
  'task',
  'reporter',
  'sandbox',
]);

test('refusals carry codes', () => {
  expect(coded.length).toBeGreaterThan(30);
});

test('every error code is module.reason in snake_case', () => {
  const wrong = coded.filter(({ code }) => !/^[a-z]+(_[a-z]+)*\.[a-z0-9]+(_[a-z0-9]+)*$/.test(code));
  expect(wrong).toEqual([]);
});

test('the module of every error code exists', () => {
  expect(coded.filter(({ code }) => !modules.has(code.split('.')[0] ?? ''))).toEqual([]);
});
