import { NetworkError } from '@lifttrust/shared-types/kernel/app-error';
import Taro from '@tarojs/taro';
import { headersOf, session } from '../../lib/session';
import { absolute } from '../../platform/envelope';

/**
 * Loads a file of the service into the phone, for `<Image>`. An address alone is not enough: who may see it is asked
 * with the session (IMM-06).
 */
export async function storedPicture(path: string): Promise<string> {
  const { token } = await session.ensure();
  const loaded = await Taro.downloadFile({ url: absolute(path), header: headersOf(token) }).catch(() => {
    throw new NetworkError('这份材料没有读出来。');
  });
  if (loaded.statusCode >= 400) throw new NetworkError('这份材料没有读出来。');
  // DingTalk names the field as its own documents do.
  return loaded.tempFilePath || (loaded.filePath ?? '');
}
