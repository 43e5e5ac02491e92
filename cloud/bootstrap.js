const { join } = require('node:path');
const { runService } = require('./dist/src/operation/run-service');

/** The service for production: no sandbox, no invented people. */
runService({ appDir: __dirname, baseDir: join(__dirname, 'dist/src') });
