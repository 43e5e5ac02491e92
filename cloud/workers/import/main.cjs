'use strict';
const { workerData } = require('node:worker_threads');

/**
 * Entry of the import's worker threads. What they do is written beside the rest of the import and compiled with it;
 * where the sources themselves run (tests), they are translated here.
 */
// Piscina hands `workerData` on as the second entry.
const { entry } = workerData[1] ?? workerData;
if (entry.endsWith('.ts')) require('./typescript.cjs');
module.exports = require(entry);
