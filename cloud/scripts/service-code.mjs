import { existsSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

const shared = '@lifttrust/shared-types/';

/**
 * The service's own code, so that a command reads the environment and handles keys exactly as the service does. A clone
 * compiles its sources on the spot; a production build has only the compiled files.
 */
function loaders() {
  const sources = join(root, 'cloud/src');
  if (!existsSync(sources)) {
    return {
      load: (path) => require(join(root, 'cloud/dist/src', `${path}.js`)),
      loadShared: (path) => require(`${shared}${path}`),
    };
  }
  compileOnTheSpot();
  return {
    load: (path) => require(join(sources, `${path}.ts`)),
    loadShared: (path) => require(join(root, 'shared-types/src', `${path}.ts`)),
  };
}

function compileOnTheSpot() {
  const { transformFileSync } = require('@swc/core');
  const parts = {
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true },
    },
    module: { type: 'commonjs' },
  };
  require.extensions['.ts'] = (module, file) => module._compile(transformFileSync(file, parts).code, file);
  const resolve = Module._resolveFilename;
  Module._resolveFilename = (request, ...rest) =>
    request.startsWith(shared)
      ? join(root, 'shared-types/src', `${request.slice(shared.length)}.ts`)
      : resolve(request, ...rest);
}

export const { load, loadShared } = loaders();
