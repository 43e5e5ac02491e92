import { jurisdictionApi } from '@lifttrust/shared-types/jurisdiction/jurisdiction.contract';
import { Select } from 'antd';
import { useLoad } from '../../lib/load';

/** Districts by name, several. */
export function DistrictSelect(props: {
  label: string;
  value: string[];
  onChange: (codes: string[]) => void;
  placeholder?: string;
}) {
  const districts = useLoad(jurisdictionApi.districts, {});
  return (
    <Select
      mode="multiple"
      aria-label={props.label}
      optionFilterProp="label"
      placeholder={props.placeholder ?? ''}
      loading={districts.loading}
      notFoundContent="没有找到这个区县"
      value={props.value}
      options={(districts.data?.items ?? []).map(({ code, name }) => ({ value: code, label: name }))}
      onChange={props.onChange}
    />
  );
}
