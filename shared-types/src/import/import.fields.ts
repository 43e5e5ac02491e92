/** Fields of a lift that a spreadsheet column can be mapped to. */
export const liftImportFields = {
  equipmentCode: '设备代码',
  registrationCode: '注册代码',
  useRegistration: '使用登记证编号',
  factoryNumber: '出厂编号',
  rescueCode: '应急救援识别码',
  ownNumber: '单位内编号',
  type: '设备品种',
  state: '设备状态',
  place: '使用地点',
  address: '详细地址',
  usePlace: '使用场所类别',
  divisionCode: '区划代码',
  manufacturer: '制造单位',
  madeOn: '制造日期',
  ratedSpeed: '额定速度',
  ratedLoad: '额定载重量',
  floors: '层站数',
  lastInspectionOn: '上次检验日期',
  nextInspectionOn: '下次检验日期',
  lastMaintainedOn: '最近维保日期',
  lng: '经度',
  lat: '纬度',
  companyName: '维保单位',
  ownerName: '使用单位',
} as const;
export type LiftImportField = keyof typeof liftImportFields;

/** Fields of a person (ORG-04, ORG-08). The certificate's number is the ID number (CODES §5). */
export const peopleImportFields = {
  personName: '姓名',
  phone: '手机号码',
  idNumber: '身份证号码（作业人员证编号）',
  unitName: '所在单位',
  unitCode: '单位统一社会信用代码',
  role: '身份',
  employedFrom: '入职日期',
  employedUntil: '劳动合同到期日',
  certificateItem: '作业项目',
  certificateUntil: '作业人员证有效期至',
} as const;
export type PeopleImportField = keyof typeof peopleImportFields;

/** Fields of a unit (ORG-01, ORG-04). */
export const organisationImportFields = {
  organisationName: '单位名称',
  organisationKind: '单位类型',
  creditCode: '统一社会信用代码',
  divisionCode: '区划代码',
  address: '详细地址',
  contactName: '联系人',
  contactPhone: '联系电话',
  emergencyPhone: '24 小时应急电话',
} as const;
export type OrganisationImportField = keyof typeof organisationImportFields;

/** What can be imported, with what each is called in lists. */
export const importKinds = { lifts: '电梯', people: '人员', organisations: '单位' } as const;
export type ImportKindName = keyof typeof importKinds;

export type ImportField = LiftImportField | PeopleImportField | OrganisationImportField;

/** Fields of one kind in the order in which people are asked for them. */
export const importFieldsOf: Record<ImportKindName, Partial<Record<ImportField, string>>> = {
  lifts: liftImportFields,
  people: peopleImportFields,
  organisations: organisationImportFields,
};

/** How one thing of a kind is counted and called: “新增 3 台”, “同一台电梯”. */
export const importUnits: Record<ImportKindName, { counter: string; one: string; register: string }> = {
  lifts: { counter: '台', one: '一台电梯', register: '电梯台账' },
  people: { counter: '人', one: '一个人', register: '人员' },
  organisations: { counter: '家', one: '一家单位', register: '单位' },
};
