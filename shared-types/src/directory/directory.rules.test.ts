import type { Role } from '../kernel/access';
import type { OrganisationKind } from '../organisation/organisation.kinds';
import {
  type Assigning,
  type DepartmentMeaning,
  grantsOf,
  isMassLeaving,
  mappedAbove,
  mayKnow,
  refuseAssigning,
} from './directory.rules';

const tree = new Map(
  [
    { id: '1', parentId: null },
    { id: '20', parentId: '1' },
    { id: '21', parentId: '20' },
    { id: '30', parentId: '1' },
  ].map((node) => [node.id, node]),
);
const company: DepartmentMeaning = {
  organisationId: 'company',
  kind: 'maintenance_company',
  divisionCode: '999901',
  role: 'technician',
};
const bureau: DepartmentMeaning = {
  organisationId: 'bureau',
  kind: 'regulator',
  divisionCode: '999901',
  role: null,
};
const departments = new Map([
  ['20', company],
  ['30', bureau],
]);
const adminRole: [string, { divisionCode: string; role: Role }[]] = [
  '7',
  [{ divisionCode: '9999', role: 'company_admin' }],
];
const grants = (departmentIds: string[], roleIds: string[] = [], roles = new Map([adminRole])) =>
  grantsOf({ departmentIds, roleIds }, tree, departments, roles);

test('a sub-department belongs to the organisation of the department above it', () => {
  expect(mappedAbove('21', tree, (id) => id === '20')).toBe('20');
  expect(grants(['21'])).toEqual([{ organisationId: 'company', role: 'technician' }]);
});

test('somebody in no mapped department holds nothing', () => {
  expect(grants(['1'])).toEqual([]);
  expect(grants(['99'])).toEqual([]);
});

test('a mapped role goes before what the department gives to everybody', () => {
  expect(grants(['20'], ['7'])).toEqual([{ organisationId: 'company', role: 'company_admin' }]);
});

test('a role that people of such an organisation cannot hold gives nothing', () => {
  expect(grants(['30'], ['7'])).toEqual([]);
});

test('two departments of one organisation give one role once', () => {
  expect(grants(['20', '21'])).toHaveLength(1);
});

test('the meaning of a role in the nearest area counts, that of another district never', () => {
  const nearest = new Map([
    [
      '7',
      [
        { divisionCode: '9999', role: 'company_admin' as const },
        { divisionCode: '999901', role: 'technician' as const },
      ],
    ],
  ]);
  expect(grants(['20'], ['7'], nearest)).toEqual([{ organisationId: 'company', role: 'technician' }]);
  const foreign = new Map([['7', [{ divisionCode: '999902', role: 'company_admin' as const }]]]);
  expect(grants(['20'], ['7'], foreign)).toEqual([{ organisationId: 'company', role: 'technician' }]);
});

test('a circle of departments ends', () => {
  const circle = new Map([
    ['a', { id: 'a', parentId: 'b' }],
    ['b', { id: 'b', parentId: 'a' }],
  ]);
  expect(mappedAbove('a', circle, () => false)).toBeNull();
});

test.each([
  [100, 20, false],
  [100, 21, true],
  [1000, 100, false],
  [1000, 101, true],
])('of %d people %d gone at once wait for a word: %s', (known, gone, expected) => {
  expect(isMassLeaving(known, gone)).toBe(expected);
});

const assigning = (
  actor: Role,
  kind: OrganisationKind,
  role: Role,
  openedBy: Assigning['openedBy'] = 'regulator',
): Assigning => ({
  actor: { role: actor, organisationId: 'own', divisionCode: actor === 'regulator_admin' ? '999901' : '' },
  organisation: { id: 'own', kind, divisionCode: '999901' },
  role,
  openedBy,
});
const codeOf = (wish: Assigning) => refuseAssigning(wish)?.code ?? null;

test.each([
  ['regulator_admin', 'maintenance_company', 'company_admin', null],
  ['regulator_admin', 'regulator', 'reviewer', null],
  ['regulator_admin', 'maintenance_company', 'technician', 'account.units_own_people'],
  ['company_admin', 'maintenance_company', 'technician', null],
  ['company_admin', 'maintenance_company', 'company_admin', 'account.admin_by_regulator'],
  ['owner_admin', 'owner', 'owner_officer', null],
  ['unit_admin', 'inspection_body', 'inspector', null],
  ['unit_admin', 'inspection_body', 'rescuer', 'account.role_not_of_kind'],
  ['unit_admin', 'rescue_station', 'rescuer', null],
  ['unit_admin', 'rescue_station', 'hotline_operator', 'account.role_not_of_kind'],
  ['unit_admin', 'monitoring_centre', 'hotline_operator', null],
  ['regulator_admin', 'regulator', 'hotline_operator', null],
  ['regulator_admin', 'rescue_station', 'rescuer', 'account.units_own_people'],
  ['company_admin', 'maintenance_company', 'rescuer', 'account.role_not_of_kind'],
  ['company_admin', 'maintenance_company', 'regulator', 'account.role_not_of_kind'],
] as const)('a %s gives in a %s the role %s: %s', (actor, kind, role, code) => {
  expect(codeOf(assigning(actor, kind, role))).toBe(code);
});

test('where companies open their accounts themselves, their administrator makes another one', () => {
  expect(codeOf(assigning('company_admin', 'maintenance_company', 'company_admin', 'company'))).toBeNull();
});

test('a regulator of another district and another unit’s administrator know nothing of it', () => {
  const own = assigning('regulator_admin', 'owner', 'owner_admin');
  expect(mayKnow(own)).toBe(true);
  expect(mayKnow({ ...own, actor: { ...own.actor, divisionCode: '999902' } })).toBe(false);
  expect(mayKnow({ ...own, actor: { ...own.actor, divisionCode: '' } })).toBe(false);
  const unit = assigning('owner_admin', 'owner', 'owner_officer');
  expect(mayKnow(unit)).toBe(true);
  expect(mayKnow({ ...unit, actor: { ...unit.actor, organisationId: 'another' } })).toBe(false);
});
