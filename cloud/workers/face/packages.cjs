'use strict';
const fs = require('node:fs');
const path = require('node:path');

/**
 * The folder of an installed package, found by walking up from here. `require.resolve` does not do: the
 * `exports` of @vladmandic/human name no file a CommonJS program could ask for.
 * @param {string} name
 * @returns {string}
 */
function packageFolder(name) {
  for (const folder of require.resolve.paths(name) ?? []) {
    const found = path.join(folder, name);
    if (fs.existsSync(path.join(found, 'package.json'))) return found;
  }
  throw new Error(`The package ${name} is not installed.`);
}

/** @param {string} name */
function packageVersion(name) {
  return JSON.parse(fs.readFileSync(path.join(packageFolder(name), 'package.json'), 'utf8')).version;
}

module.exports = { packageFolder, packageVersion };
