import {
  type Amendment,
  amendmentKindWords,
  amendmentStateWords,
  voidCauseWords,
} from '@lifttrust/shared-types/amendment/amendment.contract';
import { dayInWords, instantInWords } from '@lifttrust/shared-types/kernel/time';
import { maintenanceClasses } from '@lifttrust/shared-types/visit/visit.contract';
import { Text } from '@tarojs/components';
import { Card, CardTitle, Cell } from '../../ui/card';
import { Note } from '../../ui/screen';
import { Tag } from '../../ui/tag';
import { said, stateTones } from './amendment-words';

/** A proposal as a document: what it is about, before and after, why, and whose word it has. */
export const AmendmentView = ({ amendment }: { amendment: Amendment }) => (
  <>
    <Card id="amendment-head">
      <CardTitle
        aside={<Tag text={amendmentStateWords[amendment.state]} tone={stateTones[amendment.state]} />}
      >
        {amendmentKindWords[amendment.kind]}维保记录
      </CardTitle>
      <Text>
        {amendment.place} {amendment.ownNumber}
      </Text>
      <Note>
        {dayInWords(amendment.completedOn)} · {maintenanceClasses[amendment.class]} · {amendment.companyName}
      </Note>
      {amendment.cause ? <Cell label="作废原因" value={voidCauseWords[amendment.cause]} /> : null}
      <Text>理由：{amendment.reason}</Text>
      {amendment.kind === 'void' ? <Note>作废后不再计入维保，原记录保留，谁都看得到。</Note> : null}
      {amendment.late ? <Note>提出得较晚，还要监管部门决定。</Note> : null}
    </Card>
    {amendment.corrections.length > 0 ? (
      <Card id="corrections">
        <CardTitle>更正前后</CardTitle>
        {amendment.corrections.map(({ field, label, before, after }) => (
          <Cell key={field} label={label} note={`${said(before)} → ${said(after)}`} />
        ))}
        <Note>内容摘要 {amendment.contentHash.slice(0, 16)}…</Note>
      </Card>
    ) : null}
    <Card id="agreements">
      <CardTitle>各方意见</CardTitle>
      <Cell label={`${amendment.proposedBy}提出`} note={instantInWords(amendment.proposedAt)} />
      {amendment.agreements.map((one) => (
        <Cell
          key={`${one.as}-${one.at}`}
          label={`${one.as} ${one.who}`}
          note={`${instantInWords(one.at)}${one.text ? ` · ${one.text}` : ''}`}
          aside={
            <Tag
              text={one.accepted ? (one.fileId ? '已签名' : '同意') : '不同意'}
              tone={one.accepted ? 'success' : 'danger'}
            />
          }
        />
      ))}
    </Card>
  </>
);
