import { refuseScan } from './scan.rules';

const codes = (type: string, text: string) => refuseScan(type, text).map(({ code }) => code);
const pdf = (body = '', tail = '') =>
  `%PDF-1.7\n1 0 obj<</Type/Catalog${body}>>endobj\ntrailer\n%%EOF\n${tail}`;
const jpeg = (tail = '') => `\u00ff\u00d8\u00ff\u00e0picture\u00ff\u00d9${tail}`;
const png = (tail = '') => `\u0089PNG\r\n\u001a\npicture\0\0\0\0IEND\u00aeB\`\u0082${tail}`;

test('scans that are what they say are taken', () => {
  expect(codes('application/pdf', pdf())).toEqual([]);
  expect(codes('image/jpeg', jpeg())).toEqual([]);
  expect(codes('image/png', png())).toEqual([]);
});

test('what a camera puts behind its picture is no reason to refuse it', () => {
  expect(codes('image/jpeg', jpeg('SEFHsomething of the camera’s own'))).toEqual([]);
});

test.each([
  ['a Windows program', 'MZ\u0090\0'],
  ['a Linux program', '\u007fELF\u0002'],
  ['a shell script', '#!/bin/sh\nrm -rf /'],
  ['a Java class', '\u00ca\u00fe\u00ba\u00be'],
])('%s is told as a program', (_what, bytes) => {
  for (const type of ['application/pdf', 'image/jpeg', 'image/png'])
    expect(codes(type, bytes)).toEqual(['file.executable']);
});

test('a picture with the type of a PDF, and the other way round, are told as such', () => {
  expect(codes('application/pdf', jpeg())).toEqual(['file.type_mismatch']);
  expect(codes('image/png', pdf())).toEqual(['file.type_mismatch']);
});

test('neither text nor archives nor pages are scans', () => {
  for (const text of ['hello', '<html><script>1</script>', 'PK\u0003\u0004'])
    expect(codes('application/pdf', text)).toEqual(['file.not_a_scan']);
});

test('a PDF that begins later than its first byte is none', () => {
  expect(codes('application/pdf', `\n${pdf()}`)).toEqual(['file.not_a_scan']);
});

test.each([
  ['an archive behind a picture', 'image/jpeg', jpeg('PK\u0003\u0004…PK\u0005\u0006')],
  ['a program behind a picture', 'image/png', png('\u007fELF')],
  ['a page behind a picture', 'image/jpeg', jpeg('<script>alert(1)</script>')],
  ['a PDF behind a picture', 'image/png', png(pdf())],
  ['an archive behind a PDF', 'application/pdf', pdf('', 'PK\u0003\u0004 PK\u0005\u0006')],
  ['much that is no PDF behind a PDF', 'application/pdf', pdf('', 'x'.repeat(5000))],
])('%s is found', (_what, type, text) => {
  expect(codes(type, text)).toEqual(['file.polyglot']);
});

test.each([
  '/JavaScript (app.alert(1))',
  '/J#61vaScript 1',
  '/JS 3 0 R',
  '/Launch<<>>',
  '/EmbeddedFiles 4 0 R',
])('a PDF with %s does something by itself and is refused', (name) => {
  expect(codes('application/pdf', pdf(name))).toEqual(['file.active_content']);
});

test('names that only begin like these are harmless', () => {
  expect(codes('application/pdf', pdf('/JSFont 1/LaunchPad 2'))).toEqual([]);
});

test('a PDF with a password, and one cut short, are told in words', () => {
  expect(codes('application/pdf', pdf('/Encrypt 5 0 R'))).toEqual(['file.locked']);
  expect(codes('application/pdf', pdf().replace('%%EOF', ''))).toEqual(['file.truncated_scan']);
});
