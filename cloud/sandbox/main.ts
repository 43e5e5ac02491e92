import { join } from 'node:path';
import { Bootstrap } from '@midwayjs/bootstrap';
import * as product from '../src/configuration';
import * as sandbox from './configuration';

const dist = join(__dirname, '..');

/** The product with the preview beside it. */
Bootstrap.configure({ appDir: join(dist, '..'), baseDir: join(dist, 'src'), imports: [product, sandbox] })
  .run()
  .catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
