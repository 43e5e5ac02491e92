import { createRequire } from 'node:module';

const require = createRequire(new URL('../../cloud/package.json', import.meta.url));

/** One lift with one code, in a migrated database file that nobody has open. @returns the code's token */
export function fillOneLift(file) {
  const { DatabaseSync } = require('@photostructure/sqlite');
  const store = new DatabaseSync(file);
  const liftId = '01BENCHE000000000000000000';
  store
    .prepare(
      `INSERT INTO lift (id, equipment_code, registration_code, use_registration, factory_number, rescue_code, own_number,
         type, state, place, address, division_code, manufacturer, position_confirmed, created_at, updated_at)
       VALUES (?, '', '31109999010000000001', '', 'F1', '000001', '1#', '3110', 'in_use', '望溪花园', '示范路 1 号', '999901',
         '示例电梯制造厂', 0, ?, ?)`,
    )
    .run(liftId, Date.now(), Date.now());
  const token = 'bench000000000000000000001';
  store
    .prepare('INSERT INTO lift_code (token, lift_id, valid_from) VALUES (?, ?, ?)')
    .run(token, liftId, Date.now() - 86_400_000);
  store.close();
  return token;
}
