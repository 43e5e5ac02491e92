'use strict';
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const { transformSync } = require('@swc/core');

const sources = path.join(__dirname, '..', '..', '..', 'shared-types', 'src');
const options = {
  sourceMaps: 'inline',
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    keepClassNames: true,
  },
  module: { type: 'commonjs' },
};

/** Lets a worker thread run the TypeScript sources, as the test runner lets the main thread. */
require.extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(fs.readFileSync(filename, 'utf8'), { ...options, filename });
  module._compile(code, filename);
};

const resolve = Module._resolveFilename;
Module._resolveFilename = function resolveSource(request, ...rest) {
  const shared = /^@lifttrust\/shared-types\/(.*)$/.exec(request)?.[1];
  return shared ? path.join(sources, `${shared}.ts`) : resolve.call(this, request, ...rest);
};
