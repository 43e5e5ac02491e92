import { BellOutlined, SoundOutlined } from '@ant-design/icons';
import { Alert, Button, Space } from 'antd';
import { useCallback, useEffect, useRef, useState } from 'react';

const kept = 'lifttrust.desk-muted';

/** Three rising tones; made here, so that nothing has to be fetched when it counts. */
function ring(audio: AudioContext): void {
  for (const [at, tone] of [740, 880, 1108].entries()) {
    const begin = audio.currentTime + at * 0.22;
    const [voice, loudness] = [audio.createOscillator(), audio.createGain()];
    voice.frequency.value = tone;
    loudness.gain.setValueAtTime(0.0001, begin);
    loudness.gain.exponentialRampToValueAtTime(0.5, begin + 0.02);
    loudness.gain.exponentialRampToValueAtTime(0.0001, begin + 0.2);
    voice.connect(loudness).connect(audio.destination);
    voice.start(begin);
    voice.stop(begin + 0.21);
  }
}

/** What comes in the same moment rings once. */
const sameMomentMs = 1000;

/** Between two rings for what nobody at this desk has taken note of. */
const againMs = 20_000;

/**
 * Rings once for every entrapment that was not there before, and again and again while `alerts` waits that nobody has taken
 * note of. Browsers let a page sound only after somebody has touched it: until then `isSilent` says that nothing would
 * be heard.
 * @param alerts keys of what waits; each new one rings at once
 * @param isOn whether anybody here is to hear it; no sound is prepared for others
 */
export function useRing(ids: readonly string[] | null, alerts: readonly string[], isOn: boolean) {
  const [isMuted, setMuted] = useState(() => localStorage.getItem(kept) === 'yes');
  const [isSilent, setSilent] = useState(false);
  const audio = useRef<AudioContext | null>(null);
  const known = useRef<Set<string> | null>(null);
  const rungAt = useRef(-sameMomentMs);
  const sound = useCallback(() => {
    if (audio.current?.state !== 'running' || performance.now() - rungAt.current < sameMomentMs) return;
    rungAt.current = performance.now();
    ring(audio.current);
  }, []);

  useEffect(() => {
    if (!isOn) return;
    const context = new AudioContext();
    audio.current = context;
    const tell = () => setSilent(context.state !== 'running');
    context.addEventListener('statechange', tell);
    tell();
    const wake = () => void context.resume();
    window.addEventListener('pointerdown', wake);
    window.addEventListener('keydown', wake);
    return () => {
      window.removeEventListener('pointerdown', wake);
      window.removeEventListener('keydown', wake);
      context.removeEventListener('statechange', tell);
      void context.close();
      audio.current = null;
    };
  }, [isOn]);

  useEffect(() => {
    if (ids === null) return;
    const before = known.current;
    known.current = new Set(ids);
    const isNew = before !== null && ids.some((id) => !before.has(id));
    if (isNew && !isMuted) sound();
  }, [ids, isMuted, sound]);

  const heard = useRef(new Set<string>());
  const isUrgent = alerts.length > 0;
  useEffect(() => {
    const isNew = alerts.some((key) => !heard.current.has(key));
    heard.current = new Set(alerts);
    if (isNew && !isMuted) sound();
  }, [alerts, isMuted, sound]);
  useEffect(() => {
    if (!isUrgent || isMuted) return;
    const timer = window.setInterval(sound, againMs);
    return () => window.clearInterval(timer);
  }, [isUrgent, isMuted, sound]);

  const mute = (wanted: boolean) => {
    localStorage.setItem(kept, wanted ? 'yes' : 'no');
    setMuted(wanted);
  };
  const test = useCallback(async () => {
    await audio.current?.resume();
    if (audio.current) ring(audio.current);
  }, []);
  return { isMuted, isSilent, mute, test };
}

export function SoundButton({ sound }: { sound: ReturnType<typeof useRing> }) {
  return (
    <Space.Compact>
      <Button
        icon={sound.isMuted ? <BellOutlined /> : <SoundOutlined />}
        aria-pressed={!sound.isMuted}
        onClick={() => sound.mute(!sound.isMuted)}
      >
        {sound.isMuted ? '已静音' : '提示音已打开'}
      </Button>
      <Button onClick={() => void sound.test()}>试听</Button>
    </Space.Compact>
  );
}

/** Said once at the top; a desk that hears nothing must know it. */
export function SilentNotice({ sound }: { sound: ReturnType<typeof useRing> }) {
  if (sound.isMuted)
    return (
      <Alert
        type="warning"
        showIcon
        style={{ marginBottom: 12 }}
        message="提示音已静音：有新的困人、要打的电话时只会在列表里出现，请一直看着这一页。"
        action={
          <Button size="small" onClick={() => sound.mute(false)}>
            打开提示音
          </Button>
        }
      />
    );
  if (!sound.isSilent) return null;
  return (
    <Alert
      type="warning"
      showIcon
      style={{ marginBottom: 12 }}
      message="浏览器还不让这一页出声：打开页面后要点一下，才能播放提示音。"
      action={
        <Button size="small" type="primary" onClick={() => void sound.test()}>
          打开提示音并试听
        </Button>
      }
    />
  );
}
