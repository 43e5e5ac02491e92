import { Link } from 'react-router';
import { countWords } from '../../lib/words';
import { Section } from '../../ui/page';
import type { Overview } from './overview-cards';
import './overdue-companies.css';

/** Whose lifts are overdue, most first; each leads to that company's overdue lifts. */
export function OverdueCompanies({ companies }: { companies: Overview['overdueByCompany'] }) {
  if (companies.length === 0) return null;
  return (
    <Section title="逾期电梯所属维保单位">
      <ul className="overdue-companies">
        {companies.map(({ companyName, overdue, accepted }) => (
          <li key={companyName}>
            {companyName ? (
              <Link to={`/lifts?due=overdue&q=${encodeURIComponent(companyName)}`}>{companyName}</Link>
            ) : (
              '未登记维保单位'
            )}
            <span>
              {countWords(overdue)} 台{accepted > 0 ? `（已确认说明 ${countWords(accepted)} 台）` : ''}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
