const { join } = require('node:path');
const { Bootstrap } = require('@midwayjs/bootstrap');

/** The service for production: no sandbox, no invented people. */
Bootstrap.configure({ appDir: __dirname, baseDir: join(__dirname, 'dist/src') }).run();
