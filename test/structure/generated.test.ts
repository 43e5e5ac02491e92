import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accessPage } from '@lifttrust/shared-types/kernel/access-table';
import { apiInfo, openapiOf } from '@lifttrust/shared-types/kernel/openapi';
import { tables } from '@lifttrust/shared-types/tables';
import { root } from './source';

const committed = (name: string) => readFileSync(join(root, 'docs', name), 'utf8');

// When these fail: node cloud/scripts/docs.mjs
test('the page of who may call what is what the endpoint tables say', () => {
  expect(committed('access.md')).toBe(accessPage(tables));
});

test('the interface document is what the endpoint tables say', () => {
  expect(JSON.parse(committed('openapi.json'))).toEqual(
    JSON.parse(JSON.stringify(openapiOf(tables, apiInfo))),
  );
});

test('every path of the interface document names its parameters', () => {
  const document = openapiOf(tables, apiInfo);
  const paths = Object.entries(document.paths as Record<string, Record<string, { parameters: Named[] }>>);
  for (const [path, operations] of paths) {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    for (const { parameters } of Object.values(operations)) {
      const declared = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
      expect({ path, declared: declared.sort() }).toEqual({ path, declared: inPath.sort() });
    }
  }
});

interface Named {
  name: string;
  in: string;
}

test('no two endpoints share a path and a method', () => {
  const all = Object.values(tables).flatMap((table) =>
    Object.values(table).map(({ method, path }) => `${method} ${path.replace(/:\w+/g, ':')}`),
  );
  expect(all.filter((one, index) => all.indexOf(one) !== index)).toEqual([]);
});
