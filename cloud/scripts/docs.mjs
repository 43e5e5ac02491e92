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
writeFileSync(join(root, 'docs/openapi.json'), `${JSON.stringify(openapiOf(tables, apiInfo), null, 1)}\n`);
console.log('Written: docs/access.md, docs/openapi.json.');
