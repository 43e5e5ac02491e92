import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { ObjectDiffers } from '../adapters/object-store/port';
import { log } from '../kernel/log';

const code = 'file.store_unreachable';

/** Nothing has changed; the phone keeps the file and sends it again by itself. */
const notKept = () =>
  new AppError(
    'unavailable',
    code,
    '存放文件的服务暂时用不了，这次没有收下，什么也没有改变。手机会自动再传，不用重做；在电脑上请过几分钟再试。',
  );

const notShown = () => new AppError('unavailable', code, '存放文件的服务暂时用不了，请过几分钟再看。');

/** What lies in the store is not what was sealed: shown to nobody. */
export const altered = () =>
  AppError.conflict('file.altered', '存放的文件与登记的摘要不一致，不再显示。请联系平台管理员核查。');

export const absent = () => AppError.notFound('file.absent', '文件不存在或已按规定删除。');

async function reached<T>(work: Promise<T>, refusal: () => AppError): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ObjectDiffers) {
      log.error('file.altered', { key: error.key });
      throw altered();
    }
    log.warn('file.store_unreachable', { reason: error instanceof Error ? error.message : 'unknown' });
    throw refusal();
  }
}

/** Whatever the store cannot do while a file is taken in: a refusal that says so, and nothing is lost. */
export const whileKeeping = <T>(work: Promise<T>): Promise<T> => reached(work, notKept);

/** The same while a file is looked at. */
export const whileReading = <T>(work: Promise<T>): Promise<T> => reached(work, notShown);
