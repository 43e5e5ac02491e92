import { join } from 'node:path';
import * as product from '../src/configuration';
import { runService } from '../src/operation/run-service';
import * as sandbox from './configuration';

const dist = join(__dirname, '..');

/** The product with the preview beside it. */
runService({ appDir: join(dist, '..'), baseDir: join(dist, 'src'), imports: [product, sandbox] }).catch(
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
