import { type Role, roles } from '../kernel/access';
import { type AtLiftKind, inOrder, waitingFor } from './code-view.rules';

const things: { kind: AtLiftKind }[] = [
  { kind: 'overdue' },
  { kind: 'report' },
  { kind: 'record' },
  { kind: 'doubt' },
  { kind: 'visit' },
  { kind: 'call_out' },
  { kind: 'entrapment' },
];
const kindsFor = (role: Role) => inOrder(role, things).map(({ kind }) => kind);

test('people shut in come first for everybody who is told anything', () => {
  const told = roles.filter((role) => waitingFor(role).length > 0);
  expect(told).toHaveLength(10);
  for (const role of told) expect(kindsFor(role)[0]).toBe('entrapment');
});

test('a technician is led to the repair and then to the visit, not to what the owner has to confirm', () => {
  expect(kindsFor('technician')).toEqual(['entrapment', 'call_out', 'visit', 'doubt']);
});

test('an owner is led to the record that waits, a regulator to what is overdue and in doubt', () => {
  expect(kindsFor('owner_officer').slice(0, 2)).toEqual(['entrapment', 'record']);
  expect(kindsFor('regulator').slice(0, 3)).toEqual(['entrapment', 'overdue', 'doubt']);
});

test('an inspector and the administrator of another unit read as the public does', () => {
  expect(kindsFor('inspector')).toEqual([]);
  expect(kindsFor('unit_admin')).toEqual([]);
});

test('two things of one kind keep their order', () => {
  const two = [
    { kind: 'visit' as const, n: 1 },
    { kind: 'entrapment' as const, n: 2 },
    { kind: 'visit' as const, n: 3 },
  ];
  expect(inOrder('technician', two).map(({ n }) => n)).toEqual([2, 1, 3]);
});
