import path from 'node:path';
import { Alipay } from '@tarojs/plugin-platform-alipay';

/**
 * DingTalk's template language and life cycles are Alipay's; its global object is not.
 *
 * Two things here are invisible at build time and show only when the output runs:
 * - `taroComponentsPath` stays Alipay's own flat file: a file that re-exports it makes Taro drop `<button>`,
 *   `<input>` and `<canvas>` from the templates without a word.
 * - the component list is Alipay's here and in `runtime.js`: templates are numbered over it, and one entry more
 *   on one side lets a component vanish.
 */
export class DingTalk extends Alipay {
  override platform = 'dd';
  override globalObject = 'dd';
  override runtimePath = path.join(__dirname, 'runtime.js');
}
