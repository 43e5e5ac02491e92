import { Card } from 'antd';
import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { Link } from 'react-router';
import './page.css';

interface Props {
  title: string;
  /** One sentence: what this page is for. */
  note?: ReactNode;
  back?: { to: string; text: string };
  actions?: ReactNode;
  children: ReactNode;
}

export function Page({ title, note, back, actions, children }: Props) {
  useEffect(() => {
    document.title = `${title} · 电梯监管`;
  }, [title]);
  return (
    <div className="page">
      <header className="page__head">
        <div>
          {back ? (
            <Link className="page__back" to={back.to}>
              ‹ {back.text}
            </Link>
          ) : null}
          <h1 className="page__title">{title}</h1>
          {note ? <div className="page__note">{note}</div> : null}
        </div>
        {actions ? <div className="page__actions">{actions}</div> : null}
      </header>
      {children}
    </div>
  );
}

export const Section = ({
  title,
  extra,
  children,
}: {
  title: ReactNode;
  extra?: ReactNode;
  children: ReactNode;
}) => (
  <Card
    className="section"
    size="small"
    variant="borderless"
    title={<h2 className="section__title">{title}</h2>}
    extra={extra}
  >
    {children}
  </Card>
);
