import type { EvidenceManifest } from '@lifttrust/shared-types/evidence/evidence.contract';
import { callUpPurposeWords } from '@lifttrust/shared-types/evidence/evidence.rules';
import { instantInWords } from '@lifttrust/shared-types/kernel/time';
import type { CallUpRow } from './call-up.entity';

/** The note in an evidence file, for whoever opens it years later without us. */
export function callUpNote(
  head: Omit<EvidenceManifest, 'files'>,
  {
    reason,
    fromDay,
    untilDay,
    withPhotos,
  }: Pick<CallUpRow, 'reason' | 'fromDay' | 'untilDay' | 'withPhotos'>,
): string {
  const { purpose, reference, organisation, by, calledUpAt, records, preparedAt, logSize } = head;
  return `${[
    '电梯维保电子记录调阅证据',
    '',
    `调阅单位：${organisation.name}`,
    `调阅人：${by}`,
    `调阅时间：${instantInWords(calledUpAt)}`,
    `用途：${callUpPurposeWords[purpose]}`,
    `编号：${reference}`,
    `事由：${reason}`,
    ...(fromDay && untilDay ? [`记录日期：${fromDay} 至 ${untilDay}`] : []),
    `记录：${records} 份`,
    `制作时间：${instantInWords(preparedAt)}`,
    '',
    '一、里面有什么',
    'index.csv　全部记录的目录，可用表格软件打开；“纸质记录”一栏写明完成当天是否还要保留纸质。',
    'lifts/　每台电梯一个文件夹：每份记录的打印件（.pdf）、存证（.json，含更正、作废和签字确认）和照片清单（photos.csv）。',
    '有更正或作废的，文件夹里另有更正清单（amendments.csv）。',
    withPhotos
      ? 'lifts/…/photos/　照片原件，文件名是它的 SHA-256，与存证中封存的一致。清单上有而这里没有的，是存储中已读不出的。'
      : '照片不在包内；清单写明每张照片的 SHA-256，需要原件的请另行调阅并选择附照片。',
    'call-up.json　本次调阅的存证：何人、何时、因何事调阅了哪些记录。',
    'checkpoint.json　存证日志的检查点，由平台签名。',
    'manifest.json　包内每个文件的大小和 SHA-256；manifest.signature.json　平台对它的签名。',
    '',
    '二、怎样核对（不需要联网，也不需要登录）',
    '1. 先从平台公布处取得存证公钥。不要只相信包里的公钥。',
    '2. 装有 Node.js 20 以上的电脑：解压后在文件夹里运行',
    '   node verify.mjs --key 公钥',
    '   它逐个核对文件、目录签名、每份记录的内容，以及记录和本次调阅是否收录在检查点之下。',
    '3. 有本系统源代码的，不必解压：npm run verify -- 证据包.zip --key 公钥',
    '   这一种不使用包里的程序，结论更可靠。',
    '',
    '三、使用范围',
    '只用于上列用途。记录含有作业人员姓名和签名，请勿公开，用毕按本单位规定归档或销毁。',
    `本包以存证日志第 1 至 ${logSize} 号为准；之后的更正、作废不在包内。`,
  ].join('\r\n')}\r\n`;
}
