import { Canvas, Text, View } from '@tarojs/components';
import { useEffect, useRef, useState } from 'react';
import { openSignaturePad } from '../platform/signature';
import type { PhoneFile } from '../platform/types';
import { Button } from './button';
import { Refusals } from './page-state';
import { useAct } from './use-act';
import './signature-pad.scss';

type Pad = Awaited<ReturnType<typeof openSignaturePad>>;
interface Touched {
  type: string;
  touches?: { clientX: number; clientY: number }[];
}

const settleMs = 350;

type Readiness = 'opening' | 'ready' | 'failed';
/** Nobody is asked to write before what they write is caught. */
const hints: Record<Readiness, (name: string) => string> = {
  opening: () => '正在准备签名板…',
  ready: (name) => `请 ${name} 在这里手写签名`,
  failed: () => '签名板没有打开，请返回再进。',
};

interface Props {
  /** Differs per page: canvases are found by it. */
  canvasId: string;
  name: string;
  label: string;
  busy: boolean;
  disabled?: boolean;
  onSigned: (file: PhoneFile) => void;
}

/**
 * A place to write one's name. The touches are taken on the wrapping view with `catchMove`: the one form that
 * holds the page still on WeChat, on DingTalk and in a browser.
 */
export function SignaturePad({ canvasId, name, label, busy, disabled = false, onSigned }: Props) {
  const { pad, state } = usePad(canvasId);
  const { running, problem, run } = useAct();
  const [written, setWritten] = useState(false);
  const pointOf = (event: Touched) => {
    const [touch] = event.touches ?? [];
    if (!touch || !pad.current) return null;
    return { x: touch.clientX - pad.current.left, y: touch.clientY - pad.current.top };
  };
  const begin = (event: Touched) => {
    const point = pointOf(event);
    if (!point) return;
    pad.current?.begin(point);
    setWritten(true);
  };
  const extend = (event: Touched) => {
    const point = pointOf(event);
    if (point) pad.current?.extend(point);
  };
  const clear = () => {
    pad.current?.clear();
    setWritten(false);
  };
  const save = () =>
    run('save', async () => {
      const file = await pad.current?.save();
      if (file) onSigned(file);
    });
  return (
    <View className="signature">
      <View className="signature__ground" id="signature" catchMove onTouchStart={begin} onTouchMove={extend}>
        <Canvas className="signature__canvas" type="2d" id={canvasId} canvasId={canvasId} />
        {written ? null : <Text className="signature__hint">{hints[state](name)}</Text>}
      </View>
      <Button
        id="signature-clear"
        kind="quiet"
        icon="undo"
        label="重写"
        disabled={!written}
        onPress={clear}
      />
      <Button
        id="signature-save"
        icon="pen"
        label={label}
        busy={busy || running !== null}
        disabled={!written || disabled}
        onPress={save}
      />
      <Refusals problem={problem} />
    </View>
  );
}

function usePad(canvasId: string) {
  const pad = useRef<Pad | null>(null);
  const [state, setState] = useState<Readiness>('opening');
  useEffect(() => {
    // Where the pad lies can only be asked once the sheet around it has come to rest.
    const timer = setTimeout(() => {
      openSignaturePad(canvasId)
        .then((opened) => {
          pad.current = opened;
          setState('ready');
        })
        .catch(() => setState('failed'));
    }, settleMs);
    return () => clearTimeout(timer);
  }, [canvasId]);
  return { pad, state };
}
