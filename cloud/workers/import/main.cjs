'use strict';
const os = require('node:os');
const { isMainThread, workerData } = require('node:worker_threads');

// On Linux a priority belongs to a thread: where processors are short, requests come before tables.
if (process.platform === 'linux' && !isMainThread) os.setPriority(0, 5);

/**
 * Entry of the import's worker threads. What they do is written beside the rest of the import and compiled with it;
 * where the sources themselves run (tests), they are translated here.
 */
// Piscina hands `workerData` on as the second entry.
const { entry } = workerData[1] ?? workerData;
if (entry.endsWith('.ts')) require('../../scripts/typescript.cjs').runSources();
module.exports = require(entry);
