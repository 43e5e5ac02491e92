'use strict';
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const { transformSync } = require('@swc/core');

const contracts = '@lifttrust/shared-types/';
const sources = path.join(__dirname, '..', '..', 'shared-types', 'src');

/**
 * TypeScript to CommonJS, for the build and for the tests alike. Midway needs the decorators' metadata, which only this
 * kind of compiler keeps.
 */
const swcOptions = {
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    keepClassNames: true,
  },
  module: { type: 'commonjs' },
};

/**
 * @param {string} filename @param {{ sourceFileName?: string }} [more]
 * @returns {string} JavaScript with its source map inside
 */
const translate = (filename, more = {}) =>
  transformSync(fs.readFileSync(filename, 'utf8'), {
    ...swcOptions,
    sourceMaps: 'inline',
    filename,
    ...more,
  }).code;

/** From here on `require` takes the project's TypeScript sources as they stand, without a build that others might be using. */
function runSources() {
  const loader = /** @type {any} */ (Module);
  loader._extensions['.ts'] = (/** @type {any} */ module, /** @type {string} */ filename) =>
    module._compile(translate(filename), filename);
  const resolve = loader._resolveFilename;
  loader._resolveFilename = (/** @type {string} */ request, /** @type {any[]} */ ...rest) =>
    request.startsWith(contracts)
      ? path.join(sources, `${request.slice(contracts.length)}.ts`)
      : resolve(request, ...rest);
}

module.exports = { swcOptions, translate, runSources };
