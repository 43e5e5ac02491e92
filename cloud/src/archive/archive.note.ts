import type { ArchiveManifest } from '@lifttrust/shared-types/archive/archive.contract';
import { instantInWords } from '@lifttrust/shared-types/kernel/time';
import type { Bundle } from '../ledger/ledger.bundle.query';

const sides = { company: '维保单位', owner: '使用单位' } as const;

/** The note in a package, for whoever opens it years later without us. */
export function note(manifest: Omit<ArchiveManifest, 'files'>, { checkpoint }: Bundle): string {
  const { month, unit, side, divisionCode, version, records, preparedAt } = manifest;
  const [year, number] = month.split('-');
  const title = `${year} 年 ${Number(number)} 月电梯维保记录档案包${version > 1 ? `（补充包，第 ${version} 版）` : ''}`;
  return `${[
    title,
    '',
    `${sides[side]}：${unit.name}`,
    `区划代码：${divisionCode}`,
    `记录：${records} 份`,
    `开始准备：${instantInWords(preparedAt)}`,
    '',
    '一、里面有什么',
    'index.csv　全部记录的目录，可用表格软件打开；“纸质记录”一栏写明完成当天是否还要保留纸质。',
    'lifts/　每台电梯一个文件夹：每份记录的打印件（.pdf）、存证（.json）和照片清单（photos.csv）。',
    '有更正或作废的，文件夹里另有更正清单（amendments.csv）；原记录、更正和各方签字都在打印件和存证里。',
    '照片不在包内；清单写明每张照片的 SHA-256，可在系统中查看原件并核对。',
    'checkpoint.json　存证日志的检查点，由平台签名。',
    'manifest.json　包内每个文件的大小和 SHA-256，每台电梯本月从哪天起停用或保留纸质（paper）；manifest.signature.json　平台对它的签名。',
    '',
    '二、怎样核对（不需要联网，也不需要登录）',
    '1. 先从平台公布处或监管部门取得存证公钥。不要只相信包里的公钥。',
    '2. 装有 Node.js 20 以上的电脑：解压后在文件夹里运行',
    '   node verify.mjs --key 公钥',
    '   它逐个核对文件、目录签名、每份记录的内容，以及记录是否收录在检查点之下。',
    '3. 有本系统源代码的，不必解压：npm run verify -- 档案包.zip --key 公钥',
    '   这一种不使用包里的程序，结论更可靠。',
    '',
    '三、怎样保存',
    '请在两处分别保存，至少四年。记录在打包之后有补充或更正的，会另有补充包，请一并保存。',
    `本包以存证日志第 1 至 ${checkpoint.size} 号为准。`,
  ].join('\r\n')}\r\n`;
}
