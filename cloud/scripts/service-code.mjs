import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
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
  require('./typescript.cjs').runSources();
  return {
    load: (path) => require(join(sources, `${path}.ts`)),
    loadShared: (path) => require(join(root, 'shared-types/src', `${path}.ts`)),
  };
}

export const { load, loadShared } = loaders();
