import { AppError, NetworkError } from '@lifttrust/shared-types/kernel/app-error';
import { Alert, Button, Result, Spin } from 'antd';
import type { ReactNode } from 'react';
import type { Loaded } from '../lib/load';

/** What happened, what it means, what to do; all reasons at once. */
export function Problem({ error, retry }: { error: Error; retry?: () => void }) {
  if (error instanceof AppError && error.kind === 'forbidden') {
    return <Result status="403" title="您没有查看这一页的权限" subTitle={error.message} />;
  }
  if (error instanceof AppError && error.kind === 'not_found') {
    return (
      <Result
        status="404"
        title="没有找到"
        subTitle="它可能不在您的辖区，或者已经不存在。请从列表重新打开。"
      />
    );
  }
  const again = retry ? <Button onClick={retry}>重新读取</Button> : null;
  return (
    <Result
      status={error instanceof NetworkError ? 'warning' : 'error'}
      title={error instanceof NetworkError ? '暂时连不上服务' : '没有读到内容'}
      subTitle={<Reasons error={error} />}
      extra={again}
    />
  );
}

function Reasons({ error }: { error: Error }) {
  const details = error instanceof AppError ? (error.details ?? []) : [];
  const number = error instanceof AppError && error.requestId ? `请求编号 ${error.requestId}` : '';
  return (
    <>
      <div>{error.message}</div>
      {details.length > 1
        ? details.slice(1).map((reason) => <div key={reason.message}>{reason.message}</div>)
        : null}
      {number && error instanceof AppError && error.kind === 'internal' ? (
        <div className="mono">{number}</div>
      ) : null}
    </>
  );
}

/** A refusal beside the button that met it. */
export function Refused({ error, onClose }: { error: Error | null; onClose?: () => void }) {
  if (!error) return null;
  return (
    <Alert
      type={error instanceof NetworkError ? 'warning' : 'error'}
      showIcon
      style={{ marginBlock: 12 }}
      message={<Reasons error={error} />}
      {...(onClose ? { closable: true, onClose } : {})}
    />
  );
}

/** Loading, failed or there: every page that reads one thing is wrapped in this. */
export function Read<T>({ from, children }: { from: Loaded<T>; children: (data: T) => ReactNode }) {
  if (from.data !== null) return <>{children(from.data)}</>;
  if (from.error) return <Problem error={from.error} retry={from.reload} />;
  return (
    <div style={{ padding: 64, textAlign: 'center' }}>
      <Spin />
      <div className="quiet" style={{ marginTop: 12 }}>
        正在读取
      </div>
    </div>
  );
}
