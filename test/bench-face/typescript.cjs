'use strict';
// Lets the benches run the service's own TypeScript as it stands, without a build that others might be using.
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const { transformSync } = require('@swc/core');

const shared = path.join(__dirname, '../../shared-types/src');
const contract = '@lifttrust/shared-types/';

/** @type {any} */ (Module)._extensions['.ts'] = (
  /** @type {any} */ module,
  /** @type {string} */ filename,
) => {
  const { code } = transformSync(fs.readFileSync(filename, 'utf8'), {
    filename,
    sourceMaps: 'inline',
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true },
      keepClassNames: true,
    },
    module: { type: 'commonjs' },
  });
  module._compile(code, filename);
};

const resolve = /** @type {any} */ (Module)._resolveFilename;
/** @type {any} */ (Module)._resolveFilename = (
  /** @type {string} */ request,
  /** @type {any[]} */ ...rest
) =>
  request.startsWith(contract)
    ? path.join(shared, `${request.slice(contract.length)}.ts`)
    : resolve(request, ...rest);
