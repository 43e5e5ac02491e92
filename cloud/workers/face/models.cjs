'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { fileURLToPath, pathToFileURL } = require('node:url');
const { packageFolder, packageVersion } = require('./packages.cjs');
const { loadRecognition } = require('./recognition.cjs');

const humanFolder = packageFolder('@vladmandic/human');
const wasmFolder = `${path.join(packageFolder('@tensorflow/tfjs-backend-wasm'), 'dist')}${path.sep}`;

/** Recorded with every decision, so that a score can be read by the model that gave it (FACE-05). */
const modelVersion = [
  `mesh-${packageVersion('@vladmandic/human')}`,
  `dlib128-${packageVersion('@vladmandic/face-api')}`,
].join('+');

/** The library loads weights with `fetch`. Here it reads the package's own files and refuses the network. */
async function fetchFromDisk(/** @type {any} */ address) {
  const url = String(address?.url ?? address);
  if (!url.startsWith('file:')) throw new Error(`The face engine has no network: ${url}`);
  const bytes = await fs.promises.readFile(fileURLToPath(url));
  const type = url.endsWith('.json') ? 'application/json' : 'application/octet-stream';
  return new Response(bytes, { status: 200, headers: { 'content-type': type } });
}

const off = { enabled: false };
const humanConfig = {
  debug: false,
  backend: 'wasm',
  wasmPath: wasmFolder,
  modelBasePath: pathToFileURL(path.join(humanFolder, 'models')).href.concat('/'),
  softwareKernels: true,
  cacheSensitivity: 0,
  skipAllowed: false,
  validateModels: false,
  filter: off,
  gesture: off,
  body: off,
  hand: off,
  object: off,
  segmentation: off,
  face: {
    enabled: true,
    detector: { rotation: true, maxDetected: 5, minConfidence: 0.2, return: false },
    mesh: { enabled: true },
    // No passive liveness: measured on printed photographs it decides no better than chance.
    antispoof: off,
    liveness: off,
    attention: off,
    emotion: off,
    iris: off,
    description: off,
  },
};

async function loadModels() {
  globalThis.fetch = /** @type {any} */ (fetchFromDisk);
  const { setWasmPaths } = require('@tensorflow/tfjs-backend-wasm');
  const { Human } = require(path.join(humanFolder, 'dist/human.node-wasm.js'));
  setWasmPaths(wasmFolder);
  const human = new Human(humanConfig);
  await human.tf.setBackend('wasm');
  await human.tf.ready();
  await human.load();
  return { human, recognise: loadRecognition(human.tf) };
}

/** @type {ReturnType<typeof loadModels> | undefined} */
let loading;
const models = () => {
  loading ??= loadModels();
  return loading;
};

module.exports = { models, modelVersion };
