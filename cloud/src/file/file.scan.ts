import { refuseScan } from '@lifttrust/shared-types/file/scan.rules';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { Inject, Singleton } from '@midwayjs/core';
import { VirusScanners } from '../adapters/virus-scan/virus-scanners';
import { log } from '../kernel/log';
import { pictureFacts } from './picture';
import type { StoredFile } from './stored-file.entity';

const formats: Record<string, string> = { 'image/jpeg': 'jpeg', 'image/png': 'png' };

/** Scans of papers before they are kept: what they really are, and whether a virus is in them. */
@Singleton()
export class FileScan {
  @Inject() virusScanners: VirusScanners;

  /**
   * `clean`, or null where this installation has no scanner.
   * @throws rule_broken `file.…` with the reason in words; unavailable `file.scanner_unreachable`
   */
  async verdict(file: StoredFile, bytes: Buffer): Promise<'clean' | null> {
    const refusals = refuseScan(file.contentType, bytes.toString('latin1'));
    if (refusals.length > 0) throw AppError.broken(refusals);
    await this.mustBeWhole(file, bytes);
    const { scanner } = this.virusScanners;
    if (!scanner) return null;
    const found = await scanner.scan(bytes);
    if (found.verdict === 'clean') return 'clean';
    if (found.verdict === 'infected') {
      log.warn('file.infected', { fileId: file.id, name: found.name });
      throw AppError.broken([
        {
          code: 'file.infected',
          message: '文件里查出了病毒，没有收下。请先给电脑或手机杀毒，再重新扫描上传。',
        },
      ]);
    }
    log.error('file.scanner_unreachable', { reason: found.reason });
    throw new AppError(
      'unavailable',
      'file.scanner_unreachable',
      '查毒服务暂时用不了，这次没有收下，什么也没有改变。请过几分钟再传。',
    );
  }

  private async mustBeWhole(file: StoredFile, bytes: Buffer): Promise<void> {
    const format = formats[file.contentType];
    if (format === undefined) return;
    const facts = await pictureFacts(bytes);
    if (facts?.format !== format)
      throw AppError.broken([
        { code: 'file.not_a_picture', message: '图片打不开或不完整，请重新拍摄或扫描后上传。' },
      ]);
  }
}
