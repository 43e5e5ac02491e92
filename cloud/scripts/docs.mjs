// Writes the two documents that are made from the endpoint tables: docs/access.md and docs/openapi.json.
import { rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { compileFolder } from './compile.mjs';
import { root } from './prepare.mjs';

const compiled = join(root, '.cache/docs');
rmSync(compiled, { recursive: true, force: true });
compileFolder(join(root, 'shared-types/src'), compiled);

const require = createRequire(join(compiled, 'tables.js'));
const { tables } = require('./tables.js');
const { accessPage } = require('./kernel/access-table.js');
const { openapiOf, apiInfo } = require('./kernel/openapi.js');

writeFileSync(join(root, 'docs/access.md'), accessPage(tables));

/** A line for each path: a change shows where it is, and half of the file is not blanks. */
function inLines({ paths, ...rest }) {
  const lines = Object.entries(paths).map(
    ([path, item]) => `${JSON.stringify(path)}: ${JSON.stringify(item)}`,
  );
  const head = Object.entries(rest).map(
    ([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  );
  return `{\n${head.join(',\n')},\n"paths": {\n${lines.join(',\n')}\n}\n}\n`;
}
writeFileSync(join(root, 'docs/openapi.json'), inLines(openapiOf(tables, apiInfo)));
console.log('Written: docs/access.md, docs/openapi.json.');
