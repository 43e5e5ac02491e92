import { spawn } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { freshMariadb } from '../../cloud/src/kernel/testing/fresh-database';

const script = join(__dirname, '..', '..', 'cloud/scripts/check-config.mjs');

interface Finding {
  code: string;
  level: 'must' | 'should';
  text: string;
}

/** What a city would run, as far as one machine can show it; every test spoils one thing. */
describe('npm run check:config', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lifttrust-check-'));
  const at = (name: string) => join(folder, name);
  let sound: Record<string, string>;

  beforeAll(async () => {
    for (const name of ['data', 'checkpoints', 'copy', 'backup', 'second']) mkdirSync(at(name));
    makeKeys('keys');
    const root = new URL((await freshMariadb()).replace('mariadb:', 'mysql:'));
    const user = `lt_${randomBytes(4).toString('hex')}`;
    const password = randomBytes(12).toString('hex');
    const server = await createConnection(root.href);
    await server.query(`CREATE USER '${user}'@'%' IDENTIFIED BY '${password}'`);
    await server.query(`GRANT ALL ON \`${root.pathname.slice(1)}\`.* TO '${user}'@'%'`);
    await server.end();
    sound = {
      NODE_ENV: 'production',
      LIFTTRUST_DATA_DIR: at('data'),
      LIFTTRUST_KEY_DIR: at('keys'),
      LIFTTRUST_CHECKPOINT_DIR: at('checkpoints'),
      LIFTTRUST_OBJECT_COPY_DIR: at('copy'),
      LIFTTRUST_BACKUP_DIR: at('backup'),
      LIFTTRUST_BACKUP_COPY_DIR: at('second'),
      LIFTTRUST_DATABASE: `mariadb://${user}:${password}@127.0.0.1:${root.port}${root.pathname}`,
      LIFTTRUST_PUBLIC_URL: 'https://lift.example.gov.cn',
      LIFTTRUST_HOST: '127.0.0.1',
      LIFTTRUST_TRUSTED_PROXY: '127.0.0.1',
      LIFTTRUST_METRICS_PORT: '9464',
      LIFTTRUST_DINGTALK_APP_KEY: 'key',
      LIFTTRUST_DINGTALK_APP_SECRET: 'secret',
      LIFTTRUST_WECHAT_APP_ID: 'id',
      LIFTTRUST_WECHAT_APP_SECRET: 'secret',
    };
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function makeKeys(name: string, dataKey: Buffer = randomBytes(32)): string {
    mkdirSync(at(name), { mode: 0o700 });
    const mode = 0o600;
    writeFileSync(join(at(name), 'data-1.key'), dataKey, { mode });
    writeFileSync(join(at(name), 'index.key'), randomBytes(32), { mode });
    writeFileSync(join(at(name), 'backup-1.key'), randomBytes(32), { mode });
    const { privateKey } = generateKeyPairSync('ed25519');
    writeFileSync(join(at(name), 'log-1.key'), privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode });
    return at(name);
  }

  function run(
    env: Record<string, string>,
    ...args: string[]
  ): Promise<{ code: number | null; text: string }> {
    return new Promise((done) => {
      const child = spawn(process.execPath, [script, ...args], {
        env: { PATH: process.env.PATH ?? '', ...env },
      });
      let text = '';
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (piece) => (text += String(piece)));
      child.on('close', (code) => done({ code, text }));
    });
  }
  const check = async (changes: Record<string, string>) => {
    const { code, text } = await run({ ...sound, ...changes }, '--json');
    return { code, found: JSON.parse(text) as Finding[] };
  };
  const codes = (found: Finding[], level: Finding['level']) =>
    found.filter((finding) => finding.level === level).map((finding) => finding.code);

  // A clone that was ever started has the preview's folder; whoever builds for production has it not.
  const built = ['sandbox_present'];

  test('a sound installation has nothing that must be changed, and hears what one disk means', async () => {
    const { found } = await check({});
    expect(codes(found, 'must').filter((code) => !built.includes(code))).toEqual([]);
    expect(codes(found, 'should')).toEqual([
      'keys_same_disk',
      'checkpoints_same_disk',
      'copy_same_disk',
      'objects_not_locked',
      'backup_same_disk',
      'backup_same_disk',
      'backup_copy_same_disk',
      'virus_scan_missing',
    ]);
  });

  const spoiled: [string, 'must' | 'should', () => Record<string, string>][] = [
    ['env_invalid', 'must', () => ({ LIFTTRUST_PORT: 'seven' })],
    ['env_invalid', 'must', () => ({ LIFTTRUST_TENCENT_REGION: 'na-ashburn' })],
    ['node_env', 'must', () => ({ NODE_ENV: 'development', LIFTTRUST_LIMIT_SIGN_IN: '9' })],
    ['public_url_http', 'must', () => ({ LIFTTRUST_PUBLIC_URL: 'http://lift.example.gov.cn' })],
    ['public_url_local', 'must', () => ({ LIFTTRUST_PUBLIC_URL: 'http://127.0.0.1:7001' })],
    ['bind_open', 'should', () => ({ LIFTTRUST_HOST: '' })],
    ['trusted_proxy_missing', 'must', () => ({ LIFTTRUST_TRUSTED_PROXY: '' })],
    ['trusted_proxy_all', 'must', () => ({ LIFTTRUST_TRUSTED_PROXY: '0.0.0.0/0' })],
    ['metrics_open', 'must', () => ({ LIFTTRUST_METRICS_HOST: '0.0.0.0' })],
    ['metrics_off', 'should', () => ({ LIFTTRUST_METRICS_PORT: '0' })],
    ['limits_off', 'must', () => ({ LIFTTRUST_LIMIT_LOOK_UP: '0' })],
    ['redis_missing', 'must', () => ({ LIFTTRUST_PROCESSES: '3' })],
    ['redis_unreachable', 'must', () => ({ LIFTTRUST_REDIS: 'redis://127.0.0.1:1' })],
    ['keys_in_data', 'must', () => ({ LIFTTRUST_DATA_DIR: folder, LIFTTRUST_CHECKPOINT_DIR: tmpdir() })],
    ['checkpoints_in_data', 'must', () => ({ LIFTTRUST_CHECKPOINT_DIR: at('data/checkpoints') })],
    ['keys_with_checkpoints', 'must', () => ({ LIFTTRUST_CHECKPOINT_DIR: at('keys') })],
    ['keys_missing', 'must', () => ({ LIFTTRUST_KEY_DIR: at('nowhere') })],
    ['data_key_missing', 'must', () => ({ LIFTTRUST_KEY_DIR: at('copy') })],
    ['log_key_missing', 'must', () => ({ LIFTTRUST_KEY_DIR: at('copy') })],
    ['index_key_missing', 'should', () => ({ LIFTTRUST_KEY_DIR: at('copy') })],
    ['key_weak', 'must', () => ({ LIFTTRUST_KEY_DIR: makeKeys('weak', Buffer.alloc(32, 1)) })],
    ['no_second_copy', 'must', () => ({ LIFTTRUST_OBJECT_COPY_DIR: '' })],
    ['backup_missing', 'must', () => ({ LIFTTRUST_BACKUP_DIR: '', LIFTTRUST_BACKUP_COPY_DIR: '' })],
    ['backup_single', 'must', () => ({ LIFTTRUST_BACKUP_COPY_DIR: '' })],
    ['backup_nested', 'must', () => ({ LIFTTRUST_BACKUP_COPY_DIR: at('backup/second') })],
    ['backup_key_missing', 'must', () => ({ LIFTTRUST_KEY_DIR: at('copy') })],
    ['env_invalid', 'must', () => ({ LIFTTRUST_BACKUP_DIR: 'cos://evidence-1250000000@na-ashburn' })],
    ['backup_in_data', 'must', () => ({ LIFTTRUST_BACKUP_DIR: at('data/backup') })],
    ['backup_absent', 'must', () => ({ LIFTTRUST_BACKUP_DIR: at('not-there') })],
    ['database_sqlite', 'must', () => ({ LIFTTRUST_DATABASE: '' })],
    ['database_no_tls', 'must', () => ({ LIFTTRUST_DATABASE: 'mariadb://u:p@database.invalid/lifttrust' })],
    [
      'database_password',
      'must',
      () => ({ LIFTTRUST_DATABASE: 'mariadb://lifttrust:lifttrust@127.0.0.1:1/x' }),
    ],
    ['database_unreachable', 'must', () => ({ LIFTTRUST_DATABASE: 'mariadb://u:p@127.0.0.1:1/lifttrust' })],
    ['database_rights', 'must', () => ({ LIFTTRUST_DATABASE: process.env.LIFTTRUST_TEST_MARIADB ?? '' })],
    [
      'sign_in_missing',
      'must',
      () => noSignIn('DINGTALK_APP_KEY', 'DINGTALK_APP_SECRET', 'WECHAT_APP_ID', 'WECHAT_APP_SECRET'),
    ],
    ['dingtalk_missing', 'should', () => noSignIn('DINGTALK_APP_KEY', 'DINGTALK_APP_SECRET')],
    ['wechat_missing', 'should', () => noSignIn('WECHAT_APP_ID', 'WECHAT_APP_SECRET')],
    ['sign_in_http', 'must', () => ({ LIFTTRUST_WECHAT_API: 'http://api.weixin.qq.com' })],
    ['face_off', 'should', () => ({ LIFTTRUST_FACE_WORKERS: '0' })],
    [
      'face_gateway',
      'should',
      () => ({
        LIFTTRUST_FACE_PROVIDER: 'iai',
        LIFTTRUST_TENCENT_SECRET_ID: 'id',
        LIFTTRUST_TENCENT_SECRET_KEY: 'key',
        LIFTTRUST_TENCENT_API: 'https://faces.example.com',
      }),
    ],
    ['virus_scan_unreachable', 'must', () => ({ LIFTTRUST_CLAMD: 'tcp://127.0.0.1:1' })],
    ['cloud_no_retention', 'must', () => ({ ...bucket, LIFTTRUST_COS_LOCK: 'off' })],
  ];
  const noSignIn = (...names: string[]) => Object.fromEntries(names.map((name) => [`LIFTTRUST_${name}`, '']));
  const bucket = {
    LIFTTRUST_OBJECT_STORE: 'cos',
    LIFTTRUST_COS_BUCKET: 'evidence-1250000000',
    LIFTTRUST_COS_REGION: 'ap-guangzhou',
    LIFTTRUST_COS_SECRET_ID: 'id',
    LIFTTRUST_COS_SECRET_KEY: 'key',
  };

  test.each(spoiled)('%s (%s) is found and told in Chinese', async (wanted, level, spoil) => {
    const { code, found } = await check(spoil());
    const finding = found.find((candidate) => candidate.code === wanted);
    expect({ wanted, found }).toMatchObject({
      wanted,
      found: expect.arrayContaining([expect.objectContaining({ code: wanted, level })]),
    });
    expect(finding?.text).toMatch(/[\u4e00-\u9fff].*。|：/);
    if (level === 'must') expect(code).toBe(1);
  });

  test('keys that others may read are found, each by its name', async () => {
    const keys = makeKeys('open');
    chmodSync(join(keys, 'log-1.key'), 0o644);
    chmodSync(keys, 0o755);
    const { found } = await check({ LIFTTRUST_KEY_DIR: keys });
    expect(codes(found, 'must')).toEqual(expect.arrayContaining(['key_folder_open', 'key_file_open']));
    expect(found.find(({ code }) => code === 'key_file_open')?.text).toContain('chmod 600');
  });

  test('for people the gravest comes first, and no secret is printed', async () => {
    const secret = 'a-password-that-nobody-may-see';
    const told = await run({
      ...sound,
      LIFTTRUST_DATABASE: `mariadb://u:${secret}@127.0.0.1:1/lifttrust`,
      LIFTTRUST_HOST: '',
    });
    expect(told.code).toBe(1);
    expect(told.text.indexOf('必须改')).toBeLessThan(told.text.indexOf('建议改'));
    expect(told.text).not.toContain(secret);
  });
});
