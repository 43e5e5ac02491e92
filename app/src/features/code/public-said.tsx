import {
  type AnnouncementShown,
  announcementApi,
} from '@lifttrust/shared-types/announcement/announcement.contract';
import type { ResultOf } from '@lifttrust/shared-types/kernel/endpoint';
import { dayInWords } from '@lifttrust/shared-types/kernel/time';
import { publicReportApi } from '@lifttrust/shared-types/public-report/public-report.contract';
import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { call } from '../../lib/call';
import { Card, CardTitle, Cell } from '../../ui/card';
import { Empty, PageState } from '../../ui/page-state';
import { Note } from '../../ui/screen';
import { Sheet } from '../../ui/sheet';
import { useLoad } from '../../ui/use-load';
import './code.scss';

type Evaluations = ResultOf<typeof publicReportApi.evaluations>;

const mostWords = 3;

/** What the office says for this lift's passengers, and what people who were here said. */
export function PublicSaid({ token }: { token: string }) {
  const load = useLoad(() =>
    Promise.all([call(announcementApi.ofLift, { token }), call(publicReportApi.evaluations, { token })]),
  );
  const [reading, setReading] = useState<AnnouncementShown | null>(null);
  return (
    <PageState load={load}>
      {([{ items }, evaluations]) =>
        items.length === 0 && evaluations.average === null ? (
          <Empty
            icon="people"
            title="还没有公告和评价"
            line="在上一页点“投诉、建议、评价、纠错”，可以第一个评价。"
          />
        ) : (
          <>
            <Announced
              id="announcements"
              title="公告"
              items={items.filter(({ kind }) => kind === 'announcement')}
              onRead={setReading}
            />
            <Evaluated evaluations={evaluations} />
            <Announced
              id="education"
              title="安全教育"
              items={items.filter(({ kind }) => kind === 'education')}
              onRead={setReading}
            />
            <Sheet open={reading !== null} title={reading?.title ?? ''} onClose={() => setReading(null)}>
              <View id="announcement-text" className="public-lift__text">
                <Text>{reading?.text ?? ''}</Text>
              </View>
              <Note>{reading ? `${reading.by} ${dayInWords(reading.fromDay)}` : ''}</Note>
            </Sheet>
          </>
        )
      }
    </PageState>
  );
}

interface AnnouncedProps {
  id: string;
  title: string;
  items: AnnouncementShown[];
  onRead: (item: AnnouncementShown) => void;
}

const Announced = ({ id, title, items, onRead }: AnnouncedProps) =>
  items.length === 0 ? null : (
    <Card id={id}>
      <CardTitle>{title}</CardTitle>
      {items.map((item, at) => (
        <Cell
          key={item.id}
          id={`${id}-${at}`}
          label={item.title}
          note={`${item.by} ${dayInWords(item.fromDay)}`}
          onPress={() => onRead(item)}
        />
      ))}
    </Card>
  );

/** Words that somebody has looked at, and stars; nothing else is given out (PUB-05). */
const Evaluated = ({ evaluations: { average, count, items } }: { evaluations: Evaluations }) =>
  average === null ? null : (
    <Card id="evaluations">
      <CardTitle>大家怎么说</CardTitle>
      <Text>
        平均 {average} 星（{count} 人评价）
      </Text>
      {items
        .filter(({ text }) => text !== '')
        .slice(0, mostWords)
        .map(({ stars, text, on }) => (
          <Cell key={`${on}-${text}`} label={text} note={`${stars} 星，${dayInWords(on)}`} />
        ))}
    </Card>
  );
