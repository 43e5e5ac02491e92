import type { Refusal } from '../kernel/app-error';

/** First bytes by which a scan is told, whatever its name and declared type say. */
const beginnings: [string, string][] = [
  ['application/pdf', '%PDF-'],
  ['image/jpeg', '\u00ff\u00d8\u00ff'],
  ['image/png', '\u0089PNG\r\n\u001a\n'],
];

/** What programs begin with, and archives that programs read from their end. */
const programs = [
  'MZ',
  '\u007fELF',
  '#!',
  '\u00cf\u00fa\u00ed\u00fe',
  '\u00fe\u00ed\u00fa',
  '\u00ca\u00fe\u00ba\u00be',
];
const archives = ['PK\u0003\u0004', 'PK\u0005\u0006', 'Rar!\u001a', '7z\u00bc\u00af'];
const scripts = ['<script', '<html', '<!doctype', '<?php', '<svg'];
/** Whatever a PDF may do by itself or carry inside. */
const activeNames = [
  '/JavaScript',
  '/JS',
  '/Launch',
  '/EmbeddedFile',
  '/EmbeddedFiles',
  '/RichMedia',
  '/XFA',
];

/** Names may be spelt with `#xx`: `/J#61vaScript` is `/JavaScript`. */
const plainNames = (text: string): string =>
  text.replace(/#([0-9a-fA-F]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));

const isName = (text: string, name: string): boolean => {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1))
    if (!/[A-Za-z0-9]/.test(text.charAt(at + name.length))) return true;
  return false;
};

/** What follows the picture's own end; cameras put data of their own there, others hide files. */
function tailOf(contentType: string, text: string): string {
  if (contentType === 'image/png') {
    const end = text.lastIndexOf('IEND');
    return end < 0 ? '' : text.slice(end + 8);
  }
  if (contentType === 'image/jpeg') {
    const end = text.lastIndexOf('\u00ff\u00d9');
    return end < 0 ? '' : text.slice(end + 2);
  }
  const end = text.lastIndexOf('%%EOF');
  return end < 0 ? '' : text.slice(end + 5);
}

const mostTail = 1024;
// Readers of archives look for their directory within the last 64 kB.
const archiveEnd = 66_000;

/**
 * Is a scan what it says it is, and nothing else besides? `latin1`: its bytes as one sign each.
 * @basis FACE-15 (data security: type, size and content of scans are checked before they are kept); OWASP file upload
 */
export function refuseScan(contentType: string, latin1: string): Refusal[] {
  const real = beginnings.find(([, beginning]) => latin1.startsWith(beginning))?.[0];
  if (real === undefined && programs.some((sign) => latin1.startsWith(sign)))
    return [
      { code: 'file.executable', message: '这是一个程序，不是扫描件，没有收下。请上传 PDF、JPG 或 PNG。' },
    ];
  if (real === undefined)
    return [{ code: 'file.not_a_scan', message: '文件内容不是 PDF、JPG 或 PNG，没有收下。' }];
  if (real !== contentType)
    return [
      {
        code: 'file.type_mismatch',
        message: '文件的实际内容与它的类型不符，没有收下。请不要改后缀名，重新扫描或导出后再传。',
      },
    ];
  const hidden = hidesSomething(contentType, latin1);
  if (hidden)
    return [
      {
        code: 'file.polyglot',
        message: '文件里夹带了别的内容，没有收下。请重新扫描，或另存为新文件后再传。',
      },
    ];
  return contentType === 'application/pdf' ? refuseActivePdf(latin1) : [];
}

function hidesSomething(contentType: string, text: string): boolean {
  if (text.slice(-archiveEnd).includes('PK\u0005\u0006')) return true;
  const tail = tailOf(contentType, text);
  const lower = tail.toLowerCase();
  const carries = [...programs.slice(1), ...archives].some((sign) => tail.includes(sign));
  if (carries || scripts.some((sign) => lower.includes(sign)) || /MZ[\s\S]{58,}PE\0\0/.test(tail))
    return true;
  if (contentType !== 'application/pdf') return tail.includes('%PDF-');
  return tail.trim().length > mostTail;
}

function refuseActivePdf(text: string): Refusal[] {
  if (!text.includes('%%EOF'))
    return [{ code: 'file.truncated_scan', message: 'PDF 不完整，请重新导出后再传。' }];
  const names = plainNames(text);
  if (isName(names, '/Encrypt'))
    return [{ code: 'file.locked', message: 'PDF 设了密码，无法核对。请去掉密码后再传。' }];
  return activeNames.some((name) => isName(names, name))
    ? [
        {
          code: 'file.active_content',
          message: 'PDF 里有脚本、附件或表单程序，没有收下。请打印成普通 PDF，或拍照上传。',
        },
      ]
    : [];
}
