import {
  type KindPreference,
  type MessagePreferences,
  messageApi,
  type PreferenceChoice,
  type QuietHours,
} from '@lifttrust/shared-types/message/message.contract';
import { useState } from 'react';
import { call } from '../../lib/call';
import { randomId } from '../../lib/random-id';
import { device } from '../../platform/device';
import { Button } from '../../ui/button';
import { Card, Cell } from '../../ui/card';
import { Notice } from '../../ui/notice';
import { PageState, Refusals } from '../../ui/page-state';
import { Lead, Note, SectionTitle } from '../../ui/screen';
import { Sheet } from '../../ui/sheet';
import { Tag } from '../../ui/tag';
import { useAct } from '../../ui/use-act';
import { useLoad } from '../../ui/use-load';

/** A phone offers what most people want; other times are set at a desk. */
const offered: QuietHours[] = [
  { from: '22:00', until: '07:00' },
  { from: '20:00', until: '08:00' },
  { from: '09:00', until: '17:00' },
];

const hoursWords = ({ from, until }: QuietHours): string =>
  `${from} 至${until <= from ? '次日 ' : ' '}${until}`;
const cityWords = (city: QuietHours | null): string => (city ? `按城市规定（${hoursWords(city)}）` : '不设');

type Choose = (change: Partial<PreferenceChoice>) => void;

/** How my messages reach me: what I may choose, and what the rules want me to get. */
export function SettingsView() {
  const load = useLoad(() => call(messageApi.preferences, {}));
  const act = useAct();
  const choose = (now: MessagePreferences, change: Partial<PreferenceChoice>) =>
    act.run('choose', async () => {
      const { quiet, digest, muted } = { ...now, ...change };
      await call(messageApi.setPreferences, { quiet, digest, muted }, { requestKey: randomId(device.now()) });
      load.replace({ ...now, quiet, digest, muted });
    });
  return (
    <PageState load={load}>
      {(now) => (
        <>
          <Lead>这里只管钉钉、微信和短信的提醒。消息箱里每条都有，一条不少。</Lead>
          <Refusals problem={act.problem} />
          <Times now={now} choose={(change) => choose(now, change)} />
          <Kinds now={now} choose={(change) => choose(now, change)} />
        </>
      )}
    </PageState>
  );
}

function Times({ now, choose }: { now: MessagePreferences; choose: Choose }) {
  const [isOpen, setOpen] = useState(false);
  const pick = (quiet: QuietHours | null) => {
    setOpen(false);
    choose({ quiet });
  };
  return (
    <>
      <SectionTitle>什么时候提醒</SectionTitle>
      <Card>
        <Cell
          id="quiet"
          label="免打扰"
          value={now.quiet ? hoursWords(now.quiet) : cityWords(now.cityQuiet)}
          note="这段时间里的提醒，过后再送到；困人等关系安全的照常提醒。"
          onPress={() => setOpen(true)}
        />
        {now.digestAt ? (
          <Cell
            id="digest"
            label="早间汇总"
            value={now.digest ? `开，每天 ${now.digestAt}` : '关'}
            note="不急的消息合在一起，早上提醒一次。按一下切换。"
            onPress={() => choose({ digest: !now.digest })}
          />
        ) : null}
      </Card>
      <Sheet open={isOpen} title="免打扰时间" onClose={() => setOpen(false)}>
        <Button id="quiet-city" kind="quiet" label={cityWords(now.cityQuiet)} onPress={() => pick(null)} />
        {offered.map((hours, index) => (
          <Button
            key={hours.from}
            id={`quiet-${index}`}
            kind="quiet"
            label={hoursWords(hours)}
            onPress={() => pick(hours)}
          />
        ))}
        <Note>要设别的时间，请用电脑打开管理后台的“消息设置”。</Note>
      </Sheet>
    </>
  );
}

function Kinds({ now, choose }: { now: MessagePreferences; choose: Choose }) {
  const [isFolded, setFolded] = useState(true);
  const free = now.kinds.filter(({ duty }) => duty === null);
  const bound = now.kinds.filter(({ duty }) => duty !== null);
  const isMuted = ({ kind }: KindPreference) => now.muted.some((muted) => muted === kind);
  const toggle = (kind: KindPreference) => {
    const muted: string[] = isMuted(kind)
      ? now.muted.filter((one) => one !== kind.kind)
      : [...now.muted, kind.kind];
    choose({ muted: muted as PreferenceChoice['muted'] });
  };
  return (
    <>
      <SectionTitle>可以选的</SectionTitle>
      <Card>
        {free.map((kind) => (
          <Cell
            key={kind.kind}
            id={`kind-${kind.kind.replace('.', '-')}`}
            label={kind.title}
            aside={
              isMuted(kind) ? <Tag tone="plain" text="只进消息箱" /> : <Tag tone="success" text="提醒" />
            }
            onPress={() => toggle(kind)}
          />
        ))}
      </Card>
      <SectionTitle>依规定必须收的</SectionTitle>
      {isFolded ? (
        <Button
          id="show-duties"
          kind="quiet"
          label={`看看是哪 ${bound.length} 类，依据是什么`}
          onPress={() => setFolded(false)}
        />
      ) : (
        <Card id="duties">
          {bound.map(({ kind, title, duty }) => (
            <Cell key={kind} label={title} note={duty ?? ''} />
          ))}
        </Card>
      )}
      <Notice title="发出一天没有人看的要紧消息，会再告诉单位管理员和监管部门。" />
    </>
  );
}
