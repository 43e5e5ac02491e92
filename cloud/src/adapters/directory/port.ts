/** 部门 of the corporation; ids are DingTalk's, as text. The root's parent is null. */
export interface Department {
  id: string;
  parentId: string | null;
  name: string;
}

/** A member of the corporation. */
export interface Member {
  userId: string;
  unionId: string;
  name: string;
  /** Null where the application may not read it. */
  phone: string | null;
  departmentIds: string[];
  /** Has signed in to the corporation at least once. */
  isActive: boolean;
  isAdmin: boolean;
}

/** What is only told about one member at a time. */
export interface MemberInFull extends Member {
  /** 实名认证; null where DingTalk keeps silent. */
  realNamed: boolean | null;
  roleIds: string[];
}

export interface DirectoryRole {
  id: string;
  name: string;
  group: string;
}

/** `next` is handed back for what follows; null at the end. */
export interface Slice<T> {
  items: T[];
  next: number | null;
}

export interface NewMember {
  name: string;
  phone: string;
  departmentId: string;
}

/** `invited`: the person must agree first, hence there is no account yet. */
export type Created = { state: 'created' | 'known'; userId: string } | { state: 'invited' };

/** A corporation's address book. Every method may throw `OutsideError`; what is absent is null, no error. */
export interface Directory {
  department(id: string): Promise<Department | null>;
  departmentsBelow(id: string): Promise<Department[]>;
  members(departmentId: string, from: number): Promise<Slice<Member>>;
  member(userId: string): Promise<MemberInFull | null>;
  roles(from: number): Promise<Slice<DirectoryRole>>;
  /** User ids of those who hold a role. */
  holders(roleId: string, from: number): Promise<Slice<string>>;
  create(member: NewMember): Promise<Created>;
  rename(userId: string, name: string): Promise<void>;
  remove(userId: string): Promise<void>;
  /** How many calls have left since the start, refused ones included. */
  readonly calls: number;
}

/** The department everything lies below. */
export const rootDepartment = '1';
